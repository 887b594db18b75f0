"""Readers, one small module an input kind: bytes to Articles. None fetches anything; that is for sources."""
