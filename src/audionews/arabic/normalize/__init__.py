"""Rules that put figures, symbols, abbreviations and Latin letters into Arabic words, one family a module."""
