"""What a web server should say of the files of a show."""

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/rss+xml; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg",
    ".m4a": "audio/mp4",
    ".jpg": "image/jpeg",
}
_LASTING = {".mp3", ".opus", ".m4a", ".jpg"}


def suffix_of(path: str) -> str:
    """Return how a path ends.

    >>> suffix_of("episodes/x.chapters.json"), suffix_of("a.b/c"), suffix_of(".hidden")
    ('.json', '', '')
    """
    stem, dot, kind = path.rpartition("/")[2].rpartition(".")
    return dot + kind if stem else ""


def media_type(path: str) -> str:
    """Return the Content-Type of a file of the show; "" for any other kind of file."""
    if path.endswith(".chapters.json"):
        return "application/json+chapters"
    return _TYPES.get(suffix_of(path), "")


def cache_control(path: str) -> str:
    """Return the Cache-Control of a file: a day for sounds and covers, five minutes for what changes with the news.

    A corrected sound keeps its address, so nothing may be kept for ever.
    """
    seconds = 86_400 if suffix_of(path) in _LASTING else 300
    return f"public, max-age={seconds}"
