"""Constants of podcast RSS that the renderer and the lint share: namespaces and limits."""

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
LARGEST_FEED = 600_000  # bytes of the page that clients poll
LONGEST_DESCRIPTION = 4000  # bytes; source: Apple's podcast RSS requirements
