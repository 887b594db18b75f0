"""Sound: from clips to the tagged MP3."""
