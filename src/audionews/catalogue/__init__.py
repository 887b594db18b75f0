"""All episodes of a show: what is finished, found quickly, and changed safely. Nothing is made or rendered here."""
