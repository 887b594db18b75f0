"""Readers, one small module an input kind."""
