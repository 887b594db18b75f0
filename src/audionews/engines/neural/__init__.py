"""Neural voices: networks that say the sound of each phone, and the numbers that they know of it."""
