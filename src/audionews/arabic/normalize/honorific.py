"""Blessings: a letter in brackets behind the name of a prophet or an imam."""

from __future__ import annotations

import re
from typing import NamedTuple

from audionews.arabic.letters import strip_marks
from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.word_lists import WordLists, derived

_OF_PROPHETS = "ص"
_REACH = 20  # characters


class _Table(NamedTuple):
    sign: re.Pattern[str]
    spoken: dict[str, str]
    prophet: re.Pattern[str]
    label: re.Pattern[str]


@derived
def _table(lists: WordLists) -> _Table:
    spoken = lists.mapping("honorifics")
    prophet, label = (
        re.compile(rf"(?:{'|'.join(map(re.escape, lists.of_kind('honorific_words', kind)))})\s*$")
        for kind in ("prophet", "label")
    )
    return _Table(re.compile(rf"\( ?(?P<sign>{'|'.join(map(re.escape, spoken))}) ?\)"), spoken, prophet, label)


def speak_honorific(text: str, at: int, lists: WordLists) -> Verbalized | None:
    """Say the blessing that a letter in brackets stands for.

    >>> speak_text("النبي محمد (ص) والإمام علي (ع)"), speak_text("الفقرة (ع)")
    ('النبي محمد صلى الله عليه وسلم والإمام علي عليه السلام', 'الفقرة (عين)')
    """
    if text[at] != "(":
        return None
    table = _table(lists)
    found = table.sign.match(text, at)
    before = strip_marks(text[max(0, at - _REACH) : at])
    if found is None or table.label.search(before):
        return None
    if found["sign"] == _OF_PROPHETS and not table.prophet.search(before):
        return None
    return Verbalized(found.end(), table.spoken[found["sign"]])
