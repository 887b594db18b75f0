"""Results of games: football and its kin, sets of tennis and volleyball, in brackets or beside the names of teams."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import ARABIC, MARK, NOT_WORD, Verbalized
from audionews.arabic.normalize.nouns import counted_nouns
from audionews.arabic.normalize.range import DASH, second_number, side_by_side
from audionews.arabic.numbers.cardinal import Case, cardinal
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Number, NumberContext

_NIL = re.compile(rf" ?[-–—/:] ?صفر{NOT_WORD}")
_COLON = re.compile(r":(?=\d)")
_STROKE = re.compile(r" ?/ ?(?=\d)")
_PARTS = re.compile(rf" ?(?:ال)?(?:نهائي|عدد|أصوات|أعضاء|مساحة|سكان){NOT_WORD}")
_LOOK_BACK = 12  # words
_HIGHEST = 200  # handball and basketball stay below
_HIGHEST_OF_TEAMS = 30  # between names alone, more is hardly a score

# Sets: pairs one after the other, perhaps with the points of a tie-break in brackets. One of them falls.
_SET = r"\d{1,2}-\d{1,2}(?: ?\(\d{1,2}(?:-\d{1,2})?\))?"
_NEXT_SET = re.compile(rf"{_SET}(?: ?[،,] ?| )و?(?P<first>\d{{1,2}})-(?P<second>\d{{1,2}})(?![\d-])")
_SET_BEFORE = re.compile(
    r"(?<![\d-])(?P<first>\d{1,2})-(?P<second>\d{1,2})(?: ?\(\d{1,2}(?:-\d{1,2})?\))?(?: ?[،,] ?| )و?$"
)
_REACH = 24  # characters

_WORDS_BEFORE = re.compile(rf"(?:[{ARABIC}{MARK}]+ )?(?:[{ARABIC}{MARK}]+ )?(?P<last>[{ARABIC}{MARK}]+) ?$")
_WORDS_BEHIND = re.compile(rf" ?(?P<words>[{ARABIC}{MARK}]+(?: [{ARABIC}{MARK}]+){{0,2}})")
_NAME_REACH = 48  # characters


class _Teams(NamedTuple):
    before: re.Pattern[str]
    behind: re.Pattern[str]


@derived
def _game(lists: WordLists) -> re.Pattern[str]:
    beginnings = "|".join(map(re.escape, sorted(lists.folded("score_words"))))
    return re.compile(rf"(?:و|ف|ب|ل|ال|بال|ي|ت)*(?:{beginnings})")


@derived
def _teams(lists: WordLists) -> _Teams:
    names = sorted(lists.folded("teams") | lists.folded("places"), key=len, reverse=True)
    either = "|".join(map(re.escape, names))
    return _Teams(re.compile(rf"(?<!\S)[وف]?(?:{either}) ?$"), re.compile(rf" ?(?:{either})(?!\S)"))


def _is_game(context: NumberContext) -> bool:
    """Return whether the words before speak of a game."""
    game = _game(context.lists)
    return any(game.match(word) for word in context.near[-_LOOK_BACK:])


def _is_between_teams(context: NumberContext, first: Number, second: Number) -> bool:
    """Return whether a team stands beside two small numbers, and nothing that they would count."""
    if max(first.whole, second.whole) > _HIGHEST_OF_TEAMS:
        return False
    before = fold(context.text[max(0, context.start - _NAME_REACH) : context.start])
    behind = fold(context.text[second.end : second.end + _NAME_REACH]).rstrip(".،؛؟!")
    teams = _teams(context.lists)
    if not before.strip() or not _WORDS_BEHIND.match(behind):
        return False
    if teams.behind.match(behind.replace("،", " ")):
        return bool(_WORDS_BEFORE.search(before))
    counted = fold(context.next_word(second.end)) in counted_nouns(context.lists)
    return bool(teams.before.search(before)) and not counted and len(behind.split()) <= 3


def _are_sets(context: NumberContext, first: Number, second: Number) -> bool:
    """Return whether another pair stands beside this one, and one of the two falls: 6-4 و3-6."""
    before = _SET_BEFORE.search(context.text[max(0, context.at - _REACH) : context.at])
    for other in (context.match(_NEXT_SET), before):
        falling = other is not None and int(other["first"]) > int(other["second"])
        if other is not None and (falling or first.whole > second.whole):
            return True
    return False


def _pair(context: NumberContext, first: Number) -> tuple[Number, int] | None:
    found = second_number(context, first, DASH) or second_number(context, first, _COLON)
    stroke = None if found or _PARTS.match(context.text, first.end) else second_number(context, first, _STROKE)
    if stroke and (context.next_word(stroke[0].end).startswith("ال") or context.counts_noun(stroke[0].end)):
        return None  # 2/3 الأصوات
    return found or stroke


def speak_score(context: NumberContext) -> Verbalized | None:
    """Say the result of a game: the bare numbers, as commentators do.

    >>> speak_text("فاز الفريق 2-1"), speak_text("بنتيجة 3:0"), speak_text("تغلب على ضيفه 2/1")
    ('فاز الفريق اثنين واحد', 'بنتيجة ثلاثة صفر', 'تغلب على ضيفه اثنين واحد')
    >>> speak_text("ليفربول 1-2 ليدز"), speak_text("حسمها 4-6 و6-3")
    ('ليفربول واحد اثنان ليدز', 'حسمها أربعة ستة وستة ثلاثة')
    """
    first = context.number
    if first is None or first.decimals:
        return None
    game = _is_game(context)
    nil = _NIL.match(context.text, first.end)
    if nil and game:
        return Verbalized(nil.end(), f"{cardinal(first.whole, case=Case.GENITIVE)} صفر")
    pair = _pair(context, first)
    if pair is None or pair[0].decimals or max(first.whole, pair[0].whole) > _HIGHEST:
        return None
    second = pair[0]
    if game or _are_sets(context, first, second):
        return Verbalized(second.end, side_by_side(first, second))
    if _is_between_teams(context, first, second):
        return Verbalized(second.end, f"{cardinal(first.whole)} {cardinal(second.whole)}")
    return None
