"""The HTS engine: phones to labels, labels to sound in a process of its own, word times from the voice's trees."""

from audionews.engines.hts.engine import HtsEngine

__all__ = ["HtsEngine"]
