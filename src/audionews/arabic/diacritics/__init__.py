"""Vowel marks: the constrained decode, fixed readings and grammar. The models that weigh marks live in diacritizers."""
