"""Addresses in a text that was copied from the web: the article's own link, and those that nobody should hear."""

from __future__ import annotations

import re

from audionews.articles.likeness import compared

_URL = r"(?:https?://|www\.)[^\s<>\"«»]{2,}"
_HOSTS = "t.me pic.twitter.com pic.x.com bit.ly goo.gl youtu.be wa.me fb.me instagram.com twitter.com x.com".split()
_HOSTS += "facebook.com youtube.com tiktok.com".split()
_SHORT = rf"(?:{'|'.join(map(re.escape, _HOSTS))})/\S*"
_MAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}"
_HANDLE = r"@\w{2,30}"
_LABEL_OF_HOST = r"[a-z0-9-]{2,63}"
_TOP = r"(?:(?:com|net|org|gov|edu|co)\.[a-z]{2}|com|net|org|info|news)"
_DOMAIN = rf"{_LABEL_OF_HOST}(?:\.{_LABEL_OF_HOST}){{0,3}}\.{_TOP}(?:/\S*)?"
_HASHTAG = r"#\w+"
_ONE = re.compile(rf"(?:{_URL}|{_SHORT}|{_MAIL}|{_HANDLE}|{_DOMAIN})", re.IGNORECASE)
_TAG = re.compile(rf"(?:{_HASHTAG}+)++")
_SIGNS = "()[]<>|,،.؛;:-–—•👇⬇🔗📎📷📸🎥*_~»« "
_LINK = re.compile(rf"(?:(?:ال)?رابط(?: (?:ال)?(?:خبر|مقال|مقاله|تقرير|موضوع|مصدر))?|link|url) ?: ?(?P<url>{_URL})")
_PLAIN_URL = re.compile(r"https?://[^\s<>\"«»]{4,}", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3} ?:\s?")
_SENDER = re.compile(r"\[(?P<sent>[\d/.\-,،: \u0660-\u0669صمampAMP]{8,40})\] ?[^:\]]{1,40}: ")
_QUOTED = re.compile(r"(?:>\s?)+(?=\S)")  # an e-mail that is answered
_OF_A_POST = re.compile(r"[—–-]\s?[^@]{2,60}\(@\w{2,30}\)\s[\w ,،]{4,40}\d{4}\s*$")  # its writer and day
_NEEDS_IT = re.compile(
    r"(?<!\w)(?:الالكتروني|الموقع|موقع|الموقع التالي|الرابط|رابط|العنوان|علي|عبر|في|هو|هي|الي|من|حساب|بحساب|ب)\s*$"
)
_LONGEST_ROW = 1000  # characters
_MOST_AT_END = 40  # words


def read_link(text: str) -> str:
    """Return the address in a line that gives the article's link, or "".

    >>> read_link("رابط الخبر: https://example.org/a/1"), read_link("https://example.org/a/1"), read_link("رابط الخبر")
    ('https://example.org/a/1', 'https://example.org/a/1', '')
    """
    match = _PLAIN_URL.search(text)
    if match is None:
        return ""
    alone = text.strip(_SIGNS) == match[0].strip(_SIGNS)
    return match[0] if alone or _LINK.fullmatch(compared(text).strip(" <>")) else ""


def is_address_row(text: str) -> bool:
    """Return whether a line has only addresses, handles and hashtags, or one behind a label.

    >>> [is_address_row(text) for text in ("#المرسى #مياه", "t.me/marsa | @marsa", "للتواصل: news@example.org")]
    [True, True, True]
    >>> is_address_row("راسل القراء @marsa بعد الخبر"), is_address_row("— نادي المرسى (@marsa) March 6, 2024")
    (False, True)
    """
    if len(text) > _LONGEST_ROW:
        return False
    parts = _OF_A_POST.sub("", text).split()
    if all(_is_address(part) or not part.strip(_SIGNS) for part in parts):
        return True
    label = _LABEL.match(text)
    return label is not None and all(_is_address(part) for part in text[label.end() :].split())


def split_addresses(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without the addresses and the row of hashtags at its end, and these.

    >>> split_addresses("افتتحت المحطة اليوم. https://t.co/abc")
    ('افتتحت المحطة اليوم.', ('https://t.co/abc',))
    >>> split_addresses("وصل الوفد إلى #غزة")
    ('وصل الوفد إلى #غزة', ())
    """
    parts = text.rsplit(" ", _MOST_AT_END)
    last = len(parts)
    while last > 1 and (_is_address(parts[last - 1]) or not parts[last - 1].strip(_SIGNS)):
        last -= 1
    found = [part for part in parts[last:] if part.strip(_SIGNS)]
    if not found or (len(found) == 1 and found[0].strip(_SIGNS).startswith("#")):
        return text, ()
    before = " ".join(parts[:last])
    if _NEEDS_IT.search(compared(before)) or before.count("(") > before.count(")"):
        return text, ()
    return before, (" ".join(parts[last:]),)


def split_sender(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a message without what a messenger writes before it when it is copied, and that.

    >>> split_sender("[26/11/2025, 9:14 ص] منى سالم: افتتحت المحطة اليوم")
    ('افتتحت المحطة اليوم', ('[26/11/2025, 9:14 ص] منى سالم:',))
    """
    match = _SENDER.match(text) or _QUOTED.match(text)
    return (text[match.end() :], (match[0].strip(),)) if match else (text, ())


def _is_address(word: str) -> bool:
    word = word.strip(_SIGNS)
    return bool(word) and (_ONE.fullmatch(word) is not None or _TAG.fullmatch(word) is not None)
