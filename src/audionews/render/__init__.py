"""What the public gets, pure: feed, pages, player, transcripts. Nothing is written or uploaded here."""
