"""The lint of a feed: pure rules over a feed and over what it names."""
