"""Who made the text and its pictures: credits, captions and bylines, known by the look of their line.

The names of sources and the labels are in the list ``credits``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold
from audionews.arabic.word_lists import WordLists, derived
from audionews.articles.boilerplate import folded, letters_of
from audionews.articles.dates import is_date, read_date

if TYPE_CHECKING:
    from collections.abc import Iterable

_IN_BRACKETS = re.compile(r"^(?P<before>.+?)\s?[(\[](?P<credit>[^()\[\]]{1,40})[)\]]$")
_SENTENCE = re.compile(r"[^\W\d_]{2,}[.؟!](?:\s|$)")


class _Table(NamedTuple):
    """The list by kind: sources as their letters, patterns for the rest."""

    sources: frozenset[str]
    caption_label: re.Pattern[str]
    credit_label: re.Pattern[str]
    byline_label: re.Pattern[str]
    not_credit: re.Pattern[str]


@derived
def _table(lists: WordLists) -> _Table:
    def of_kind(kind: str) -> tuple[str, ...]:
        return lists.of_kind("credits", kind)

    bylines = "|".join(map(re.escape, of_kind("byline-label")))
    return _Table(
        sources=frozenset(map(letters_of, of_kind("source"))),
        caption_label=re.compile(rf"(?:{_labels(of_kind('caption-label'))})\s?[،,:]?\s"),
        credit_label=re.compile(rf"(?:{_labels(of_kind('credit-label'))})\s?[،,:©]?\s?"),
        byline_label=re.compile(rf"^\W*(?:{bylines})(?P<sign>\s?[:،,/-])?\s+(?=\w|«|\")"),
        not_credit=re.compile(rf"{_labels(of_kind('not-credit'))}|\d"),
    )


def _labels(labels: Iterable[str]) -> str:
    """Return the pattern of labels in folded text; before a colon that is part of one a space may stand."""
    return "|".join(re.escape(fold(label).lower()).replace(":", r"\s?:") for label in labels)


def _named(text: str, table: _Table) -> list[bool]:
    """Return for each part of "غيتي/فرانس برس - أرشيف" whether it is a known source."""
    parts = (letters_of(part) for part in re.split(r"[/+،,|–—-]|\s(?=أرشيف)", text))
    return [part in table.sources for part in parts if part]


def is_credit(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line names the source of a picture or of the text, and nothing else.

    >>> [is_credit(text) for text in ("(أ.ف.ب)", "صدر الصورة، Getty Images", "الجزيرة + وكالات", "قالت رويترز")]
    [True, True, True, False]
    """
    table = _table(lists)
    named = _named(text, table)
    if named and all(named):
        return True
    return table.credit_label.match(folded(text)) is not None and len(text.split()) <= 10


def is_caption(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line is surely a caption: it says so, or ends in the name of a picture's source.

    >>> is_caption("اجتماع مجلس الوزراء في الدوحة أمس (رويترز)"), is_caption("زلزال يضرب سواحل اليابان (فيديو)")
    (True, False)
    """
    table = _table(lists)
    if table.caption_label.match(folded(text)):
        return True
    match = _IN_BRACKETS.match(text)
    return match is not None and any(_named(match["credit"], table)) and _brief(match["before"], 30)


def may_be_caption(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a line between headline and body is a caption: any short credit in brackets, or its own date.

    >>> may_be_caption("وصول الوفد إلى المطار (مكتب رئيس الوزراء)"), may_be_caption("سوق في تونس، 12 مايو 2023")
    (True, True)
    """
    if is_caption(text, lists):
        return True
    match = _IN_BRACKETS.match(text)
    if match is None:
        return read_date(text[-30:]) is not None and text[-1].isdigit() and _brief(text, 30)
    credit = match["credit"]
    if _table(lists).not_credit.search(folded(credit)):
        return False
    return len(credit.split()) <= 5 and _brief(match["before"], 45, 4)


def _brief(text: str, most: int, least: int = 3) -> bool:
    """Return whether the words are few and no sentence ends among them."""
    return least <= len(text.split()) <= most and _SENTENCE.search(text) is None


def is_byline(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line says with a label who wrote, edited or translated the article.

    >>> [is_byline(text) for text in ("كتب: أحمد علي", "(إعداد منى سالم - تحرير علي خفاجي)", "كتب الرئيس رسالة.")]
    [True, True, False]
    """
    label = _table(lists).byline_label.match(text)
    if label is None or len(text.split()) > 14:
        return False
    return label["sign"] is not None or (text.startswith("(") and text.rstrip(".").endswith(")"))


def may_be_byline(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a line between headline and body is a byline: labelled, or up to five words that end openly.

    >>> may_be_byline("واشنطن: محمد علي صالح"), may_be_byline("ارتفاع الأسعار 5 في المئة")
    (True, False)
    """
    if is_byline(text, lists) or (_table(lists).byline_label.match(text) and _brief(text, 6, 2)):
        return True
    words = letters_of(text).split()
    return 1 <= len(words) <= 5 and len(text) <= 60 and re.search(r"\d|[.؟!…]$", text) is None


def name_of(byline: str, lists: WordLists | None = None) -> str:
    """Return a byline without its label, date and signs around it.

    >>> name_of("كتب: أحمد علي"), name_of("الرياض - أحمد غاوي:"), name_of("بقلم منى سالم | 20 يونيو 2024")
    ('أحمد علي', 'الرياض - أحمد غاوي', 'منى سالم')
    """
    parts = [part for part in re.split(r"\s[|•]\s", byline) if not is_date(part, lists)]
    name = _table(lists).byline_label.sub("", " | ".join(parts))
    return name.strip(" :،,|-–—()")
