"""Media types and caching times of the files of a show, for web servers."""

from datetime import timedelta

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
    ".webp": "image/webp",
    ".png": "image/png",
}
_LASTING = {".mp3", ".opus", ".m4a", ".jpg", ".webp"}
GRACE = timedelta(
    days=1
)  # how long a replaced sound or cover stays: some apps look at a feed, and at caches, once a day


def suffix_of(path: str) -> str:
    """Return the suffix of a path.

    >>> suffix_of("episodes/x.chapters.json"), suffix_of("a.b/c"), suffix_of(".hidden")
    ('.json', '', '')
    """
    stem, dot, kind = path.rpartition("/")[2].rpartition(".")
    return dot + kind if stem else ""


def media_type(path: str) -> str:
    """Return the Content-Type of a file, or "" if no show has such files."""
    if path.endswith(".chapters.json"):
        return "application/json+chapters"
    return _TYPES.get(suffix_of(path), "")


def cache_control(path: str) -> str:
    """Return the Cache-Control of a file: a day for sounds and covers, five minutes for all else.

    A corrected sound has another address. A page keeps its own, so that a correction is seen soon.
    """
    seconds = 86_400 if suffix_of(path) in _LASTING else 300
    return f"public, max-age={seconds}"
