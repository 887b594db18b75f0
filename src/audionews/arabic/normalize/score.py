"""Results of games."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import NOT_WORD, Verbalized
from audionews.arabic.normalize.range import DASH, second_number, side_by_side
from audionews.arabic.numbers.cardinal import Case, cardinal
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_NIL = re.compile(rf" ?[-–—/:] ?صفر{NOT_WORD}")
_COLON = re.compile(r":(?=\d)")
_LOOK_BACK = 12  # words
_HIGHEST = 200  # handball and basketball stay below


@derived
def _game(lists: WordLists) -> re.Pattern[str]:
    beginnings = "|".join(map(re.escape, sorted(lists.folded("score_words"))))
    return re.compile(rf"(?:و|ف|ب|ل|ال|بال|ي|ت)*(?:{beginnings})")


def _is_game(context: NumberContext) -> bool:
    """Return whether the words before speak of a game."""
    game = _game(context.lists)
    return any(game.match(fold(word)) for word in context.before[-_LOOK_BACK:])


def speak_score(context: NumberContext) -> Verbalized | None:
    """Say the result of a game: the bare numbers, as commentators do.

    >>> speak_text("فاز الفريق 2-1"), speak_text("بنتيجة 3:0")
    ('فاز الفريق اثنين واحد', 'بنتيجة ثلاثة صفر')
    """
    first = context.number
    nil = _NIL.match(context.text, first.end) if first else None
    if first and nil and _is_game(context):
        return Verbalized(nil.end(), f"{cardinal(first.whole, case=Case.GENITIVE)} صفر")
    pair = first and (second_number(context, first, DASH) or second_number(context, first, _COLON))
    if not first or not pair or not _is_game(context):
        return None
    second = pair[0]
    if first.decimals or second.decimals or max(first.whole, second.whole) > _HIGHEST:
        return None
    return Verbalized(second.end, side_by_side(first, second))
