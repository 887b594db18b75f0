"""Models that weigh vowel marks, a plug-in group. What spelling and grammar decide lives in arabic.diacritics."""
