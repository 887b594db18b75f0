"""Sound: measuring, mastering and encoding clips, and the tagged MP3. Nothing here speaks, caches or writes files."""
