"""Results of games: football and its kin, sets of tennis and volleyball, in brackets or beside the names of teams."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import ARABIC, MARK, NOT_WORD, Verbalized
from audionews.arabic.normalize.measure import unit_at
from audionews.arabic.normalize.money import currency_at
from audionews.arabic.normalize.nouns import counted_nouns
from audionews.arabic.normalize.range import DASH, second_number, side_by_side
from audionews.arabic.normalize.scale import scale_at
from audionews.arabic.numbers.cardinal import Case, cardinal
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Number, NumberContext

_NIL = re.compile(rf" ?[-–—/:] ?صفر{NOT_WORD}")
_COLON = re.compile(r":(?=\d)")
_STROKE = re.compile(r" ?/ ?(?=\d)")
_LOOK_BACK = 12  # words
_HIGHEST = 200  # handball and basketball stay below
_AGE = re.compile("عمر|اعمار|سن")
_TANWIN = ("اً", "ًا")
_FEW = 12  # goals
_HIGHEST_OF_TEAMS = 30  # between names alone, more is hardly a score

# Sets: pairs one after the other, perhaps with the points of a tie-break in brackets. One of them falls.
_SET = r"\d{1,2}-\d{1,2}(?: ?\(\d{1,2}(?:-\d{1,2})?\))?"
_NEXT_SET = re.compile(rf"{_SET}(?: ?[،,] ?| )و?(?P<first>\d{{1,2}})-(?P<second>\d{{1,2}})(?![\d-])")
_SET_BEFORE = re.compile(
    r"(?<![\d-])(?P<first>\d{1,2})-(?P<second>\d{1,2})(?: ?\(\d{1,2}(?:-\d{1,2})?\))?(?: ?[،,] ?| )و?$"
)
_TIE_BREAK = re.compile(r"\d-\d{1,2} ?\($")
_REACH = 24  # characters

_WORDS_BEFORE = re.compile(rf"(?:[{ARABIC}{MARK}]+ )?(?:[{ARABIC}{MARK}]+ )?(?P<last>[{ARABIC}{MARK}]+) ?$")
_WORDS_BEHIND = re.compile(rf" ?(?P<words>[{ARABIC}{MARK}]+(?: [{ARABIC}{MARK}]+){{0,2}})")
_PLACE = re.compile(rf"(?<!\S)و?(?:في|من|الي|علي|نحو|بين|داخل|خارج)(?: [{ARABIC}]+){{0,2}} ?$")
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


def _is_between_teams(context: NumberContext, first: Number, second: Number, *, counts: bool) -> bool:
    """Return whether a team stands beside two small numbers; the second one counts nothing, or a team is behind it."""
    before = fold(context.text[max(0, context.start - _NAME_REACH) : context.start])
    behind = fold(context.text[second.end : second.end + _NAME_REACH]).rstrip(".،؛؟!")
    teams = _teams(context.lists)
    place = _PLACE.search(before)
    if not before.strip() or place or not _WORDS_BEHIND.match(behind):
        return False
    ahead, after = bool(teams.before.search(before)), bool(teams.behind.match(behind.replace("،", " ")))
    if max(first.whole, second.whole) > _HIGHEST_OF_TEAMS and not (ahead and after):
        return False
    if after:
        return bool(_WORDS_BEFORE.search(before))
    return ahead and not counts and len(behind.split()) <= 3


def _has_team_behind(context: NumberContext, second: Number) -> bool:
    behind = fold(context.text[second.end : second.end + _NAME_REACH]).rstrip(".،؛؟!")
    return bool(_teams(context.lists).behind.match(behind.replace("،", " ")))


def _are_sets(context: NumberContext, first: Number, second: Number) -> bool:
    """Return whether another pair stands beside this one, and one of the two falls: 6-4 و3-6."""
    ahead = context.text[max(0, context.at - _REACH) : context.at]
    if _TIE_BREAK.search(ahead):
        return True
    before = _SET_BEFORE.search(ahead)
    for other in (context.match(_NEXT_SET), before):
        falling = other is not None and int(other["first"]) > int(other["second"])
        if other is not None and (falling or first.whole > second.whole):
            return True
    return False


def _counts(context: NumberContext, second: Number) -> bool:
    """Return whether something is counted behind two numbers: 3-5 مليارات, 10-15 خبيراً."""
    text, end, word = context.text, second.end, context.next_word(second.end)
    if scale_at(text, end)[1] or unit_at(text, end, context.lists) or currency_at(text, end, context.lists):
        return True
    return fold(word) in counted_nouns(context.lists) or word.endswith(_TANWIN)


def _is_plausible(first: Number, second: Number) -> bool:
    """Return whether two numbers with a stroke between them may be a score, and not a volume and its page: 1/86."""
    low, high = sorted((first.whole, second.whole))
    return high <= 2 * low + _FEW


def _second(context: NumberContext, first: Number) -> Number | None:
    """Return the number behind a dash, a colon, or a stroke that parts no fraction."""
    found = second_number(context, first, DASH) or second_number(context, first, _COLON)
    if found:
        return found[0]
    stroke = second_number(context, first, _STROKE)
    if stroke is None or not _is_plausible(first, stroke[0]):
        return None
    owned = context.next_word(stroke[0].end).startswith("ال") or context.counts_noun(stroke[0].end)
    if owned and not _has_team_behind(context, stroke[0]):  # 2/3 الأصوات
        return None
    return stroke[0]


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
    nil = _NIL.match(context.text, first.end)
    if nil:
        return Verbalized(nil.end(), f"{cardinal(first.whole, case=Case.GENITIVE)} صفر")
    second = _second(context, first)
    if second is None or second.decimals or max(first.whole, second.whole) > _HIGHEST:
        return None
    words = _score(context, first, second)
    return Verbalized(second.end, words) if words else None


def _starts_at_nil(context: NumberContext, first: Number, second: Number) -> bool:
    """Return whether a small number with a nil is a score for that: من 0-2 إلى 3-2, but not أعمارهم 0-5."""
    return not first.whole and second.whole < _FEW and not _AGE.search(context.previous_folded)


def _score(context: NumberContext, first: Number, second: Number) -> str:
    """Return the words of two numbers if they are a score, or ""."""
    counts = first.whole < second.whole and _counts(context, second)
    if not counts and (_is_game(context) or _are_sets(context, first, second)):
        return side_by_side(first, second)
    if _is_between_teams(context, first, second, counts=counts):
        return f"{cardinal(first.whole)} {cardinal(second.whole)}"
    nil = not counts and _starts_at_nil(context, first, second)
    return side_by_side(first, second) if nil else ""
