"""Neural voices: phones to rows of numbers, a network that says the sound of each, and sound from what it says."""

from audionews.engines.neural.engine import NeuralEngine

__all__ = ["NeuralEngine"]
