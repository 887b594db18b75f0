"""Links as they are compared: one page has many addresses."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

_CAMPAIGN = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid)=", re.IGNORECASE)  # who led a reader to the page


def link_key(link: str) -> str:
    """Return what is the same for all addresses of a page: without scheme, "www.", fragment, campaign and last slash.

    >>> link_key("http://www.Example.org/خبر/?utm_source=x#top") == link_key("https://example.org/%D8%AE%D8%A8%D8%B1")
    True
    >>> link_key("https://example.org/?p=1")
    'example.org?p=1'
    """
    try:
        parts = urlsplit(link.strip())
    except ValueError:  # brackets without an IPv6 address
        return link
    host = parts.netloc.lower().removeprefix("www.")
    query = "&".join(each for each in parts.query.split("&") if each and not _CAMPAIGN.match(each))
    return host + _encoded(parts.path).rstrip("/") + (f"?{_encoded(query)}" if query else "")


def _encoded(text: str) -> str:
    return quote(unquote(text, errors="surrogateescape"), safe="/&=+", errors="surrogateescape")
