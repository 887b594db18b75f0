"""Careless spelling: a bare ا for أ إ آ, ه for ة, and ي for ى, each where the word that is meant is sure.

Only what is spoken changes, letter for letter: a line keeps its length. A word that is right with the letters that it
has stays as it is: كتابه, منتبه, انتخب.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import MARK_CHARS
from audionews.arabic.spelling import dotted_yeh_speller, egyptian_speller
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BARE = str.maketrans("أإآ", "ااا")
_LETTER = rf"[^\W\d_]|[{MARK_CHARS}\u0640]"
_TANWIN = "\u064b-\u064d"
_SPELT = r"(?! (?:بي|تي|سي|جي|دي|إس|اس|آي|اي|إف|اف)(?!\w))"  # ام بي سي are the names of letters
_CARELESS = re.compile(
    rf"(?<!{_LETTER})(?=[^\W\d_]*(?:ا|ه(?!\w)))(?P<word>[^\W\d_]{{2,}})(?:(?P<tanwin>[{_TANWIN}])(?P<alif>ا))?"
    rf"(?![^\W\d_]|[{MARK_CHARS}\u0640](?<![{_TANWIN}])|[{_TANWIN}][^\W\d_]){_SPELT}"
)
_PREFIXES = ("", "و", "ف", "ب", "ك", "ل", "وب", "ول", "فب", "فل", "ال", "وال", "فال", "بال", "كال", "وبال", "لل", "ولل")
_SUFFIXES = ("", "ه", "ها", "هم", "هما", "هن", "نا", "كم", "ا", "ت", "وا", "ات", "ين", "ون", "ان", "ي", "ية")
_PRONOUNS = frozenset(("ه", "ها", "هم", "هما", "هن", "نا", "كم"))  # before them ة is ت
_OF_DEFINITE = ("", "ات", "ين", "ون", "ان", "ي", "ية")
_SHORTEST = 3  # letters of a stem behind particles with the article, or before an ending
_SHORTEST_BEHIND = 4  # letters of a stem behind a single particle: باقري is a name
_ARTICLE = re.compile("^[وف]?(?:[بك]?ال|لل)")
_DEFINITE = re.compile(r"(?:[وفبك]?ال|و?لل)\w{2,}ه")
_IN_HA = re.compile(rf"(?<!{_LETTER})[^\W\d_]{{2,40}}ه(?!\w)")
_IN_TA = re.compile(r"ة(?!\w)")
_BALL = re.compile(
    rf"(?<!{_LETTER})(?P<ahead>[وفبل]?|[وفب]?ال|لل)كره(?= (?:ال)?(?:قدم|سلة|سله|يد|طائرة|طائره|مضرب|ماء|صالات))"
)
_TENS = re.compile(
    "(?:(?<=ثلاث)|(?<=ربع)|(?<=خمس)|(?<=ست)|(?<=سبع)|(?<=ثماني)|(?<=تسع))ه"
    "(?= و(?:عشر|ثلاث|[أا]ربع|خمس|ست|سبع|ثمان|تسع)[وي]ن| (?:[آا]لاف|ملايين|مليارات|[أا]يام|[أا]شهر|[أا]شخاص|[أا]سابيع))"
)
_YEARS = re.compile(
    rf"(?:(?<=[وي]ن )|(?<=عشر )|(?<=عشرة )|(?<=مئة )|(?<=ألف )|(?<=قبل )|(?<=بعد )|(?<=كل ))سنه(?!{_LETTER})"
)
_NISBA = re.compile(r"(?<=ة )(?P<stem>\w{3,}ي)ه(?!\w)")
_THAT = re.compile(
    rf"(?<!{_LETTER})(?P<and>[وف]?)ان(?=(?:ه|ها|هم|هما|هن|نا|ني|ك|كم)?(?!{_LETTER})){_SPELT}"
    r"(?:(?<!فان)|(?=\w)|(?= (?:ال|هذ|ذلك|تلك|هناك|عدد|ما |من |كل|على |في )))"  # فان دايك is a name
)
_SAID = re.compile(
    r"(?:^|[^\w])[وف]?(?:قال|قالت|قالوا|قالا|يقول|تقول|يقولون|قائلا|قائلة|قائلاً|القول|قوله|قولها|قولهم|[أا]قول|نقول|حيث|[إا]ذ)"
    r"(?:\s+(?![أإا]ن)[^\W\d_]+){0,6}\s*+(?::\s*+)?[\"«“]?$"
)
_STARTS = re.compile(r"(?:^|[.!؟?:»\n])\s*[\"«“]?$")
_REACH = 80  # characters


class _Table(NamedTuple):
    hamza: dict[str, str]
    ta: frozenset[str]
    likely: frozenset[str]
    kept: frozenset[str]
    kept_in_ha: frozenset[str]


@derived
def _table(lists: WordLists) -> _Table:
    hamza, ta, likely, kept = (lists.of_kind("careless_words", kind) for kind in ("hamza", "ta", "likely", "kept"))
    return _Table(
        {word.translate(BARE): word for word in hamza},
        frozenset(word.translate(BARE)[:-1] for word in ta),
        frozenset(word.translate(BARE)[:-1] for word in likely),
        frozenset(kept),
        frozenset(word.translate(BARE) for word in kept if word.endswith("ه")),
    )


def split_affixes(word: str) -> Iterator[tuple[str, str, str]]:
    """Yield the particles, the stem and the pronoun that a word may consist of; a pronoun makes a ت of a ة.

    >>> ("و", "ادارة", "ها") in split_affixes("وادارتها")
    True
    """
    for prefix in _PREFIXES:
        if not word.startswith(prefix):
            continue
        for pronoun in _OF_DEFINITE if prefix.endswith(("ال", "لل")) else _SUFFIXES:
            stem = word[len(prefix) : len(word) - len(pronoun)]
            shortest = _SHORTEST_BEHIND if len(prefix) == 1 else _SHORTEST
            if word.endswith(pronoun) and (len(stem) >= shortest or stem == word):
                yield prefix, stem, pronoun
                if pronoun in _PRONOUNS and stem.endswith("ت"):
                    yield prefix, stem[:-1] + "ة", pronoun


def join_affixes(prefix: str, stem: str, pronoun: str) -> str:
    """Return a word from its parts.

    >>> join_affixes("و", "إدارة", "ها")
    'وإدارتها'
    """
    return prefix + (stem[:-1] + "ت" if pronoun in _PRONOUNS and stem.endswith("ة") else stem) + pronoun


def with_hamza(word: str, hamza: dict[str, str]) -> str:
    """Return a word with the hamza that its author left out, or as it is.

    Args:
        word: Without marks.
        hamza: Words with their hamzas, by their careless forms.
    """
    for prefix, stem, pronoun in split_affixes(word):
        if stem in hamza:
            return join_affixes(prefix, hamza[stem], pronoun)
    return word


def ends_in_ta(word: str, ta: frozenset[str]) -> bool:
    """Return whether the final ه of a word stands for ة.

    Args:
        word: Without marks.
        ta: Words in ة by their careless forms, without the last letter.
    """
    stem = word.translate(BARE)[:-1]
    return any(stem.startswith(prefix) and stem[len(prefix) :] in ta for prefix in _PREFIXES)


def careless_speller(
    text: str, lists: WordLists | None = None, names: frozenset[str] = frozenset()
) -> Callable[[str], str]:
    """Return the function that writes what careless authors leave out; the length of a line does not change.

    Args:
        text: The whole text; it shows how its author writes.
        lists: Word lists; None takes the lists that ship.
        names: Words that stay as they are, with particles too: those of the lexicon.

    >>> careless_speller("")("اعلن الامين العام ان الحكومه اكدت كتابه")
    'أعلن الأمين العام أن الحكومة أكدت كتابه'
    """
    table = _table(lists)
    dotted = dotted_yeh_speller(text, lists)
    bold = _writes_ha(text, table)

    @cache
    def spell(word: str) -> str:
        if word in table.kept or any(stem in names for _, stem, ending in split_affixes(word) if not ending):
            return word
        if word.endswith("ه") and (_is_sure(word, table) or (bold and _is_likely(word, table))):
            word = word[:-1] + "ة"
        finished = word in table.kept or any(letter in word for letter in "أإآ")
        return word if finished else with_hamza(word, table.hamza)

    def spell_line(line: str) -> str:
        words = _THAT.sub(_that, dotted(line))
        words = _CARELESS.sub(lambda found: _with_tanwin(found, spell), words)
        words = _NISBA.sub(r"\g<stem>ة", words) if bold else words
        words = _TENS.sub("ة", words)
        return _YEARS.sub("سنة", _BALL.sub(r"\g<ahead>كرة", words))

    return spell_line


def _with_tanwin(found: re.Match[str], spell: Callable[[str], str]) -> str:
    """Return a word as ``spell`` writes it, with the tanwin before its final alif: ايضًا."""
    if not found["tanwin"]:
        return spell(found[0])
    return spell(found["word"] + found["alif"])[:-1] + found["tanwin"] + found["alif"]


def make_speller(
    text: str, lists: WordLists | None = None, names: frozenset[str] = frozenset()
) -> Callable[[str], str]:
    """Return the function that spells a line as it is meant: Egyptian ى for ي, and what careless authors leave out.

    The arguments are those of ``careless_speller``.
    """
    egyptian = egyptian_speller(text, lists)
    careless = careless_speller(egyptian(text), lists, names)
    return lambda line: careless(egyptian(line))


def _writes_ha(text: str, table: _Table) -> bool:
    """Return whether the author of the text writes ه for ة: words that are sure show it, or two that are likely."""
    words = _IN_HA.findall(text)
    sure = sum(_is_sure(word, table) for word in words)
    likely = sum(_is_likely(word, table) for word in words)
    return sure + (likely if likely > 1 else 0) > len(_IN_TA.findall(text))


def _is_kept(word: str, table: _Table) -> bool:
    """Return whether a word in ه is right as it is, with other particles too: للانتباه as الانتباه."""
    bare = word.translate(BARE)
    return bare in table.kept_in_ha or _ARTICLE.sub("ال", bare, count=1) in table.kept_in_ha


def _is_sure(word: str, table: _Table) -> bool:
    return not _is_kept(word, table) and ends_in_ta(word, table.ta)


def _is_likely(word: str, table: _Table) -> bool:
    return not _is_kept(word, table) and (bool(_DEFINITE.fullmatch(word)) or ends_in_ta(word, table.likely))


def _that(found: re.Match[str]) -> str:
    """Return إن after a verb of saying and where a sentence begins, else أن."""
    ahead = found.string[max(0, found.start() - _REACH) : found.start()]
    said = _SAID.search(ahead) or _STARTS.search(ahead) or found["and"] == "ف"
    return found["and"] + ("إن" if said else "أن")
