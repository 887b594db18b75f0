"""Numbers in Arabic words: cardinals, ordinals, decimals, and the form of the counted noun. No rules about texts."""
