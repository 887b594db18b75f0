"""Links as they are compared: one page has many addresses."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

_CAMPAIGN = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid)=", re.IGNORECASE)  # who led a reader to the page

_HOME = re.compile(r"[^/?]*(?:/(?:ar|en|fr|index\.[a-z]{3,5}))?", re.IGNORECASE)


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


def is_home(link: str) -> bool:
    """Return whether a link is the front page of a site, which some sites name as the address of every article.

    >>> is_home("https://example.org/"), is_home("https://example.org/?p=1"), is_home("https://example.org/ar/")
    (True, False, True)
    """
    return _HOME.fullmatch(link_key(link)) is not None


def _encoded(text: str) -> str:
    return quote(unquote(text, errors="surrogateescape"), safe="/&=+", errors="surrogateescape")
