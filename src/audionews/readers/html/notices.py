"""Pages in the place of an article: that the page needs a browser, was not found, asks for a login or for money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import clean, fold
from audionews.errors import NotAnArticle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from audionews.readers.html.linked_data import Node

_AS_TEXT = "open it in a browser, and paste the article into a text file"
_REFRESH = re.compile(r"\s*\d+(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\b404\b|not found|"
    + "|".join(map(fold, ("الصفحة غير موجودة", "غير موجود", "لم يتم العثور", "تعذر العثور", "الصفحة المطلوبة", "عذرا")))
)
_GUARD = re.compile(
    r"just a moment|attention required|are you (?:a )?(?:human|robot)|access denied|captcha|checking your browser|"
    + "|".join(map(fold, ("تحقق من أنك", "أنا لست روبوت", "جار التحقق", "تم رفض الوصول")))
)
_CONSENT = re.compile(r"cookie|consent|" + "|".join(map(fold, ("ملفات تعريف الارتباط", "الكوكيز", "سياسة الخصوصية"))))
_LITTLE = 400  # characters; a page with more has something to read
_NOTHING = 200  # characters
_HEAD = 2000  # characters of a page in which a notice is looked for


def redirect_of(root: HtmlElement, prose: int) -> str:
    """Return where a page without text of its own sends a browser, or ""."""
    for meta in root.iter("meta"):
        match = _REFRESH.match(meta.get("content", "")) if meta.get("http-equiv", "").lower() == "refresh" else None
        if match and prose < _NOTHING:
            return match[1]
    return ""


def notice_of(
    root: HtmlElement, node: Node | None, texts: Sequence[str], prose: int, source: str
) -> NotAnArticle | None:
    """Return the error for a page that stands in the place of an article; None if it is none.

    Args:
        root: The page.
        node: The node of its article in JSON-LD, or None.
        texts: The texts on the page.
        prose: Characters of its paragraphs.
        source: What messages call it.
    """
    if prose >= _LITTLE:
        return None
    free = (node or {}).get("isAccessibleForFree")
    if str(free).lower() in {"false", "http://schema.org/false", "https://schema.org/false"}:
        return NotAnArticle(
            f"only the beginning of {source} is free to read", "log in with a browser and save the page"
        )
    head = fold(clean(" ".join([*(title.text_content() for title in root.iter("title")), *texts])[:_HEAD]).lower())
    return next(
        (NotAnArticle(f"{source} {what}", remedy) for is_so, what, remedy in _kinds(root, head, prose) if is_so), None
    )


def _kinds(root: HtmlElement, head: str, prose: int) -> Sequence[tuple[bool, str, str]]:
    """Return what such pages are: whether the page is it, what it is, and what to do."""
    scripted = next(root.iter("noscript"), None) is not None or next(root.iter("script"), None) is not None
    return (
        (_GUARD.search(head) is not None, "is a check of the site for robots", _AS_TEXT),
        (_NOT_FOUND.search(head) is not None, "says that there is no such page", "check the address"),
        (_has_password(root), "asks for a login", "log in with a browser and save the page"),
        (_CONSENT.search(head) is not None and len(head) < _HEAD, "asks for consent to cookies", _AS_TEXT),
        (len(head) < _NOTHING and prose < _NOTHING and scripted, "has no text without JavaScript", _AS_TEXT),
    )


def _has_password(root: HtmlElement) -> bool:
    return any(field.get("type", "").lower() == "password" for field in root.iter("input"))
