"""The lint of a feed: pure rules over a feed and the files that it names. Nothing is fetched or corrected here."""
