"""What Arabic spelling and grammar decide about vowel marks, whatever a model weighs. No models live here."""
