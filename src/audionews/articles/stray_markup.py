"""Tags and entities that were pasted with a text: they are resolved, because nobody wants to hear them."""

from __future__ import annotations

import re
from html import unescape

from audionews.arabic.letters import arabic_share

_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|"
    "head|header|hr|html|i|iframe|img|ins|label|li|link|main|mark|meta|nav|ol|p|picture|pre|q|s|section|small|source|span|"
    "strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|time|title|tr|tt|u|ul|video|wbr"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?=[\s/>])[^<>]{{0,2000}}>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:br|p|div|li|t[rdh]|h[1-6])\b", re.IGNORECASE)
_ENDLESS = re.compile(r"&#[0-9]{1000,}+;?")  # Python reads no number of over 4,300 digits
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


_CODE = re.compile(r"[{}]|;\s?$|\)\s?;|^\[/?[a-z_]+(?:[\s=][^\]]*)?\]$|<\?|\|\|", re.ASCII | re.IGNORECASE)
_LONGEST = 1000  # characters of a line of code that are looked at


def resolve_markup(text: str) -> str:
    r"""Return the text without tags and comments of HTML, and with the characters that entities stand for.

    Signs that are no markup stay. Entities that were escaped twice are resolved as well.

    >>> resolve_markup("<p>وقالت <strong>الوزيرة</strong>&nbsp;&amp;quot;نعم&amp;quot;</p>").strip()
    'وقالت الوزيرة\xa0"نعم"'
    >>> resolve_markup("3 < 5 > 2 & أكثر")
    '3 < 5 > 2 & أكثر'
    """
    if "&" in text:
        text = _ENTITY.sub(_character, _ENTITY.sub(_character, text))
    if "<" in text:
        text = _TAG.sub(lambda tag: " " if _BREAK.match(tag[0]) else "", _without_comments(text))
    return text


def resolve_entities(text: str) -> str:
    r"""Return a text with the characters that its entities stand for, also those without their semicolon.

    >>> resolve_entities("&lt;&#1575&#x628;"), resolve_entities("&#" + "9" * 5000 + ";")
    ('<اب', '\ufffd')
    """
    return unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    return unescape(entity[0])


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + len("-->")
    return "".join(kept) + text[at:]


def is_code(text: str) -> bool:
    """Return whether a line is of the programs or styles of a page: it has their signs and no Arabic letter.

    >>> is_code("googletag.display('ad');"), is_code("[gallery ids=1]"), is_code("BBC News"), is_code("قال: «نعم»;")
    (True, True, False, False)
    """
    head = text[:_LONGEST]
    return _CODE.search(head) is not None and arabic_share(head) == 0
