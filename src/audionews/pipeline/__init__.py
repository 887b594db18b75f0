"""The way of an article through the house. Knows ports only."""
