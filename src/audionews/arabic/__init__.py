"""Arabic text: letters, sentences, numbers, vowel marks, phonemes and the script. Pure; no layouts of pages here."""
