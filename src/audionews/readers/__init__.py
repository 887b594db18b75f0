"""Readers turn bytes into Articles: one module for each kind of input. None of them fetches anything."""
