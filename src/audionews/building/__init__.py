"""How an article becomes an episode. Knows ports only: which voice, store or folder it is, others decide."""
