"""The rules that say figures, symbols, abbreviations and Latin letters in Arabic words, a family a module."""
