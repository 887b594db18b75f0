"""Stores: where bytes are kept, whole or not at all."""
