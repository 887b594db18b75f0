"""Sources of bytes: files, folders, patterns and standard input. Nothing here knows what the bytes mean."""
