"""The rules that turn figures, symbols, abbreviations and Latin letters of a text into Arabic words."""
