"""Latin words: which language they are of, how they sound, and how that is written in Arabic letters."""
