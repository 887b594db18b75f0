"""Arabic text: pure functions from the written article to the spoken script."""
