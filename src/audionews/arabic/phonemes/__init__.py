"""From diacritized Arabic to phones. What only one engine needs lives with that engine."""
