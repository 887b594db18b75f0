"""Keeps a show in step with a newspaper: what it says, what is known, what to do. Nothing here speaks or renders."""
