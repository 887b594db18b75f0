"""The models that weigh vowel marks. What spelling decides without a model lives in arabic.diacritics."""
