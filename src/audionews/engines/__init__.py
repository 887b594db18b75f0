"""Speech engines, one small module each."""
