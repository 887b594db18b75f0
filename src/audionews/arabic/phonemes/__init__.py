"""From diacritized Arabic to phones. What only one engine wants to know of them lives with that engine."""
