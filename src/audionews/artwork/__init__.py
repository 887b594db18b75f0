"""Drawn pictures: colours, type set from right to left, covers. Pages and their styles live in render."""
