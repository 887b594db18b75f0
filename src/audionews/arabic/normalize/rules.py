"""Written text to speakable words: figures, dates, amounts, abbreviations, Latin words ... in Arabic words.

Words stay as they are, except for tatweel inside them and presentation forms of letters. Each family of
rules has a module beside this one. Here is their order, and the way through the text: the first rule that applies
speaks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import strip_marks
from audionews.arabic.normalize.abbreviation import speak_abbreviation
from audionews.arabic.normalize.amount import AMOUNT_RULES
from audionews.arabic.normalize.cardinal import speak_cardinal
from audionews.arabic.normalize.comparison import signs_before, speak_compared
from audionews.arabic.normalize.context import ARABIC, WORD, NumberContext, Verbalized, attach
from audionews.arabic.normalize.date import speak_date_in_figures, speak_listed_day, speak_named_date
from audionews.arabic.normalize.day import speak_day_and_month, speak_day_of_month, speak_month_and_year
from audionews.arabic.normalize.dimensions import speak_dimensions
from audionews.arabic.normalize.duration import speak_duration, speak_lettered_duration
from audionews.arabic.normalize.electronic import speak_email, speak_number_sign, speak_tag, speak_url
from audionews.arabic.normalize.enumeration import speak_enumeration
from audionews.arabic.normalize.footnote import speak_footnote, speak_verse_mark
from audionews.arabic.normalize.fraction import speak_fraction, speak_fraction_character
from audionews.arabic.normalize.grade import speak_grade
from audionews.arabic.normalize.honorific import speak_honorific
from audionews.arabic.normalize.identifier import speak_generation, speak_id, speak_model, speak_version
from audionews.arabic.normalize.latin import LATIN, speak_latin
from audionews.arabic.normalize.letter import speak_dotted, speak_initials, speak_letter, speak_lone_letter
from audionews.arabic.normalize.money import speak_amount, speak_pair
from audionews.arabic.normalize.month import may_be_month, speak_double_month
from audionews.arabic.normalize.nouns import currencies
from audionews.arabic.normalize.ordinal import speak_in_a_row, speak_numbered, speak_with_article
from audionews.arabic.normalize.page import speak_pages
from audionews.arabic.normalize.per import speak_rate
from audionews.arabic.normalize.power import speak_multiple, speak_power
from audionews.arabic.normalize.prime import speak_angle, speak_inches, speak_minute_letter, speak_minute_mark
from audionews.arabic.normalize.range import speak_range
from audionews.arabic.normalize.ratio import speak_ratio
from audionews.arabic.normalize.reference import speak_court_year, speak_reference
from audionews.arabic.normalize.repetition import speak_number_and_words, speak_words_and_number
from audionews.arabic.normalize.roman import speak_roman
from audionews.arabic.normalize.score import speak_score
from audionews.arabic.normalize.sign import is_joined, is_known, is_silent_dash, speak_sign
from audionews.arabic.normalize.signed import speak_signed
from audionews.arabic.normalize.telephone import speak_telephone
from audionews.arabic.normalize.time import speak_time
from audionews.arabic.normalize.written_text import even_out
from audionews.arabic.normalize.year import speak_era_year, speak_year, speak_year_pair
from audionews.arabic.word_lists import WordLists, derived, shipped_lists

if TYPE_CHECKING:
    from collections.abc import Callable

    from audionews.arabic.normalize.context import Rule, WordRule


def _name(rule: Callable[..., Verbalized | None]) -> str:
    return f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}"


NUMBER_RULES: tuple[Rule, ...] = (
    speak_email,
    speak_url,
    speak_tag,
    speak_number_and_words,
    speak_reference,
    speak_telephone,
    speak_court_year,
    speak_version,
    speak_generation,
    speak_date_in_figures,
    speak_named_date,
    speak_listed_day,
    speak_day_and_month,
    speak_month_and_year,
    speak_day_of_month,
    speak_in_a_row,
    speak_ratio,
    speak_angle,
    speak_minute_mark,
    speak_inches,
    speak_lettered_duration,
    speak_duration,
    speak_time,
    speak_year_pair,
    speak_era_year,
    speak_year,
    speak_id,
    speak_model,
    speak_score,
    speak_enumeration,
    speak_dimensions,
    speak_power,
    speak_multiple,
    speak_rate,
    speak_range,
    *AMOUNT_RULES,
    speak_with_article,
    speak_numbered,
    speak_fraction_character,
    speak_pages,
    speak_fraction,
    speak_cardinal,
)
"""Where a digit begins."""

LETTER_RULES: tuple[Rule, ...] = (
    speak_email,
    speak_url,
    speak_tag,
    speak_pair,
    speak_amount,
    speak_grade,
    speak_roman,
    speak_latin,
)
"""Where a Latin letter begins."""

SIGN_RULES: tuple[Rule, ...] = (
    speak_email,
    speak_url,
    speak_tag,
    speak_number_sign,
    speak_grade,
    speak_telephone,
    speak_signed,
    speak_compared,
    *AMOUNT_RULES,
    speak_fraction_character,
    speak_fraction,
    speak_cardinal,
)
"""Where a sign begins that may belong to a number."""

LETTERED_RULES: tuple[WordRule, ...] = (
    speak_minute_letter,
    speak_initials,
    speak_letter,
    speak_abbreviation,
    speak_dotted,
)
"""Where a word of one letter begins, or of two."""

SPELLED = frozenset({_name(speak_telephone), _name(speak_id)})
"""The rules that say digits one by one, each as if it stood alone."""

TRANSCRIBED = frozenset({_name(speak_latin), _name(speak_email), _name(speak_url), _name(speak_tag)})
"""The rules that write Latin words as they sound, with all marks."""

MARK_RULES: tuple[WordRule, ...] = (speak_verse_mark, speak_honorific, speak_footnote, speak_words_and_number)
"""Where a bracket or another mark stands."""
_MARKS = frozenset("([﴾﴿\u06dd¹²³⁰⁴⁵⁶⁷⁸⁹")
_CLOSING = frozenset("»)]}،؛.:؟?!…")
_SHORT = 3  # letters: وهـ

_READERS = frozenset({speak_latin, speak_tag, speak_email, speak_url})
"""Rules that find nothing to say only for letters that they do not know."""

UNREAD = "sign.unread"
"""Stands for a rule where none knows the sign."""

_PARTICLES = re.compile(
    r"(?P<particles>[وف]?(?:[بك]?ال|لل|[بكل])?)"
    rf"(?:(?:\u0640{{1,3}} ?| ?)(?P<open>\()?(?=[-+]?[$€£¥%]?\d)|(?:\u0640{{1,3}} ?)?(?=[{LATIN}]))"
)
_PARTICLE_VOWELS = str.maketrans({"و": "وَ", "ف": "فَ", "ب": "بِ", "ك": "كَ", "ل": "لِ"})
_AND = re.compile(rf"& ?(?=[{ARABIC}])")


class Piece(NamedTuple):
    """A stretch of the given text and what is said for it.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        spoken: Arabic words or a punctuation mark; "" if nothing is said.
        rule: The family and name of the rule that said so, as in "money.speak_amount"; "" for words and punctuation
            that stay as they are.
    """

    start: int
    end: int
    spoken: str
    rule: str = ""


_NAMES: dict[Callable[..., Verbalized | None], str] = {
    **{rule: _name(rule) for rule in (*NUMBER_RULES, *LETTER_RULES, *SIGN_RULES)},
    **{rule: _name(rule) for rule in (*LETTERED_RULES, *MARK_RULES, speak_double_month)},
}


@derived
def _begins(lists: WordLists) -> re.Pattern[str]:
    """Return the pattern of what may begin a number or a Latin word."""
    signs = (
        {sign[0] for sign in currencies(lists) if not sign[0].isalpha()} | set("½⅓⅔¼¾⅕⅛%#@") | set(signs_before(lists))
    )
    return re.compile(rf"[-+](?=[$€£]?\d)|[-+–](?=[A-D]{{1,3}}(?!\w))|[\d{re.escape(''.join(sorted(signs)))}{LATIN}]")


def _by_rule(context: NumberContext) -> Verbalized | None:
    char = context.text[context.at]
    rules = NUMBER_RULES if char.isdigit() else LETTER_RULES if char.isalpha() else SIGN_RULES
    for rule in rules:
        said = rule(context)
        if said is not None:
            return Verbalized(said.end, said.words, _NAMES[rule] if said.words or rule not in _READERS else UNREAD)
    return None


def _number_with_particles(text: str, start: int, lists: WordLists) -> Verbalized | None:
    """Say a number with the particles glued to it: و13, بـ102, الـ21, بـ(25)."""
    found = _PARTICLES.match(text, start)
    if found is None or not found["particles"]:
        return None
    said = _by_rule(NumberContext(text, start, found.end(), found["particles"], lists))
    if said is None or (found["open"] and text[said.end : said.end + 1] != ")"):
        return None
    particles = found["particles"]
    if said.rule in TRANSCRIBED and said.words != strip_marks(said.words):
        particles = _with_marks(particles)
    return Verbalized(said.end + bool(found["open"]), attach(particles, said.words), said.rule)


def _with_marks(particles: str) -> str:
    """Return particles with their vowels; an article has none of its own."""
    lead = particles.removesuffix("ال") if particles.endswith("ال") else re.sub("(?<=ل)ل$", "", particles)
    return lead.translate(_PARTICLE_VOWELS) + particles[len(lead) :]


def _outside_words(text: str, at: int, lists: WordLists) -> Verbalized:
    for rule in MARK_RULES if text[at] in _MARKS else (speak_verse_mark,) if text[at].isdigit() else ():
        said = rule(text, at, lists)
        if said:
            return Verbalized(said.end, said.words, _NAMES[rule])
    if _begins(lists).match(text, at) and not is_silent_dash(text, at):
        said = _by_rule(NumberContext(text, at, at, "", lists))
        if said:
            return said
    found = _AND.match(text, at)
    if found:
        said = _verbalize(text, found.end(), lists)
        return Verbalized(said.end, "و" + said.words, _name(speak_sign))
    said = speak_sign(text, at, lists)
    if said.words == text[at]:
        return said
    return said._replace(rule=_name(speak_sign) if said.words or is_known(text[at], lists) else UNREAD)


def _special_word(text: str, word: re.Match[str], lists: WordLists) -> Verbalized | None:
    """Return the words for a line of tatweel, which is a dash, and for a currency before its amount: ر.س 500."""
    if not word[0].strip("\u0640"):
        return Verbalized(word.end(), "–", _name(speak_sign))
    at = word.start()
    if word.end() > at + 1 or speak_initials(text, at, lists):
        return None
    money = speak_amount(NumberContext(text, at, at, "", lists))
    return money._replace(rule=_name(speak_amount)) if money else None


def _verbalize(text: str, at: int, lists: WordLists) -> Verbalized:
    word = WORD.match(text, at)
    if word is None:
        return _outside_words(text, at, lists)
    special = _special_word(text, word, lists)
    if special:
        return special
    short = word.end() - at <= _SHORT
    rules: tuple[WordRule, ...] = LETTERED_RULES if short else (speak_abbreviation,)
    if may_be_month(word[0]):
        rules = (speak_double_month, *LETTERED_RULES) if short else (speak_double_month,)
    for rule in rules:
        said = rule(text, at, lists)
        if said:
            return Verbalized(said.end, said.words, _NAMES[rule])
    said = _number_with_particles(text, at, lists)
    if said is None and short and (alone := speak_lone_letter(text, at, lists)):
        said = alone._replace(rule=_name(speak_lone_letter))
    return said or Verbalized(word.end(), word[0])


def normalize(text: str, lists: WordLists | None = None) -> tuple[Piece, ...]:
    """Return the pieces of the text in order: each character that is no space belongs to exactly one.

    An ordinary word is its own piece, so is a punctuation mark; a piece of a rule may span several written words. No
    ``spoken`` holds a digit, a Latin letter or a sign that an Arabic voice cannot say.

    Args:
        text: As written.
        lists: The words that the rules know; by default those that ship.

    >>> [piece.spoken for piece in normalize("قُتل 12 شخصاً.")]
    ['قُتل', 'اثنا عشر', 'شخصاً', '.']
    """
    written, lists = even_out(text), lists or shipped_lists()
    pieces: list[Piece] = []
    at = 0
    while at < len(written.text):
        if written.text[at].isspace():
            at += 1
            continue
        end, words, rule = _verbalize(written.text, at, lists)
        pieces.append(Piece(written.starts[at], written.ends[end - 1], words, rule))
        at = end
    return tuple(pieces)


def unread(text: str, lists: WordLists | None = None) -> tuple[Piece, ...]:
    """Return the signs of the text that no rule knows; nothing is said for them.

    >>> [piece.start for piece in unread("السعر ¤5 ★")]
    [6]
    """
    return tuple(piece for piece in normalize(text, lists) if piece.rule == UNREAD)


def speak_text(text: str, lists: WordLists | None = None) -> str:
    """Return the text as it is said: the pieces, spaced as the input was.

    >>> speak_text("ارتفع السعر 3.5% إلى 82 دولاراً.")
    'ارتفع السعر ثلاثة ونصف في المئة إلى اثنين وثمانين دولاراً.'
    """
    spoken: list[str] = []
    end = 0
    for piece in normalize(text, lists):
        gap = piece.start > end or not piece.spoken or _are_parted(spoken, piece.spoken)
        while not gap and spoken[-1:] == [" "] and piece.spoken in _CLOSING:  # a silent mark stood before it
            spoken.pop()
        spoken.append((" " if gap else "") + piece.spoken)
        end = piece.end
    return " ".join("".join(spoken).split())


def _are_parted(spoken: list[str], following: str) -> bool:
    """Return whether a word needs a space before it: it would grow together with another, or follows a comma."""
    before = spoken[-1][-1:] if spoken else ""
    return (is_joined(before) or before in {"،", "؛"}) and is_joined(following)
