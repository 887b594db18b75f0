"""audionews turns Arabic news articles into podcast episodes that people want to listen to."""

__version__ = "0.1.0"
