"""Arabic text, pure: letters, sentences, numbers, vowel marks, phonemes and the script. No effects, no page layouts."""
