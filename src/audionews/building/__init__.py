"""How an article becomes an episode. It only knows ports: ``app`` chooses voices, stores and folders."""
