"""Word lists: the tables in ``data/``, and what a show adds to them. Nothing here knows what a list is used for.

A list is a file of rows, its cells parted by tabs. Lines that begin with "#" and empty lines do not count; the first
line that does names the columns. ``data/README.md`` describes every list.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pkgutil import get_data  # importlib.resources takes ten times as long to import
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self, TypeVar, runtime_checkable

from audionews.arabic.letters import fold
from audionews.errors import SettingsError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
Row = tuple[str, ...]

_KEPT = 8  # word lists of which derived tables are kept: a process rarely works for more shows at once


class ListFormat(NamedTuple):
    """The columns of a list.

    Attributes:
        columns: Their names.
        kinds: What the column "kind" may say.
        neighbours: What the column "beside" may say.
        optional: How many columns at the end may be empty.
        extendable: A show may add rows.
    """

    columns: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    optional: int = 0
    extendable: bool = True
    neighbours: tuple[str, ...] = ()


_WORD_AND_KIND = ("word", "kind")
_NEIGHBOURS = ("person", "place", "group")
_NAME = ("reading", "kind", "beside")
FORMATS: Mapping[str, ListFormat] = {
    "abbreviations": ListFormat(
        ("written", "kind", "spoken"),
        ("title", "fixed-title", "label", "dotted", "spaced", "number", "dial", "turn", "word"),
    ),
    "after_numbers": ListFormat(_WORD_AND_KIND, ("other", "counted")),
    "alif_maqsura": ListFormat(_WORD_AND_KIND, ("word", "bare")),
    "arabic_letters": ListFormat(("letter", "spoken")),
    "boilerplate": ListFormat(
        ("text", "kind"),
        ("anywhere", "section", "share", "summary", "box", "heading", "tail", "tail-label", "read-also", "furniture"),
    ),
    "careless_words": ListFormat(_WORD_AND_KIND, ("hamza", "ta", "likely", "kept")),
    "case_words": ListFormat(
        _WORD_AND_KIND,
        ("genitive", "inna", "there-is", "dual", "relative", "link", "transparent", "partitive", "name"),
    ),
    "counted_nouns": ListFormat(("singular", "plural"), optional=1),
    "credits": ListFormat(
        ("text", "kind"),
        ("source", "caption-label", "credit-label", "byline-label", "plain-byline", "not-credit", "name"),
    ),
    "currencies": ListFormat(("signs", "singular", "plural", "adjective"), optional=2),
    "date_lines": ListFormat(_WORD_AND_KIND, ("label", "around", "generic")),
    "date_words": ListFormat(
        _WORD_AND_KIND, ("date", "near", "event", "amount", "metres", "hours", "duration", "completed", "long")
    ),
    "diptotes": ListFormat(("name",)),
    "figure_words": ListFormat(
        _WORD_AND_KIND,
        (
            *("ratio", "rating", "model", "credit", "blood", "inch", "lived"),
            *("fils", "millime", "dirham", "thousand", "price", "sum", "exact", "comma"),
        ),
    ),
    "first_names": ListFormat(("name", "kind"), ("woman", "man")),
    "fixed_readings": ListFormat(("reading", "kind"), ("relation", "word")),
    "frequent_words": ListFormat(("word",)),
    "full_forms": ListFormat(("word",)),
    "hashtag_words": ListFormat(("word",)),
    "honorific_words": ListFormat(_WORD_AND_KIND, ("prophet", "label")),
    "honorifics": ListFormat(("written", "spoken")),
    "hundredths": ListFormat(("currency", "singular", "plural")),
    "latin_languages": ListFormat(
        ("language", "kind", "text"), ("letters", "shared", "word", "ending"), extendable=False
    ),
    "latin_letters": ListFormat(("letter", "spoken")),
    "latin_names": ListFormat(("name", "spoken")),
    "latin_rules": ListFormat(("language", "before", "letters", "after", "sounds"), extendable=False),
    "latin_sounds": ListFormat(
        ("sound", "kind", "letters", "initial", "final"), ("consonant", "vowel", "pair"), optional=2, extendable=False
    ),
    "latin_words": ListFormat(("language", "word", "sounds"), extendable=False),
    "law_words": ListFormat(("word",)),
    "letter_words": ListFormat(_WORD_AND_KIND, ("letter", "person")),
    "mark_patterns": ListFormat(("shape", "pattern", "count"), extendable=False),
    "month_names": ListFormat(("regions", "names")),
    "name_words": ListFormat(_WORD_AND_KIND, _NEIGHBOURS),
    "names_foreign": ListFormat(_NAME, ("foreign",), optional=1, neighbours=_NEIGHBOURS),
    "names_groups": ListFormat(_NAME, ("name", "diptote", "foreign"), optional=1, neighbours=_NEIGHBOURS),
    "names_people": ListFormat(_NAME, ("name", "diptote"), optional=1, neighbours=_NEIGHBOURS),
    "names_places": ListFormat(_NAME, ("name", "diptote", "foreign", "relation"), optional=1, neighbours=_NEIGHBOURS),
    "names_times": ListFormat(_NAME, ("name", "diptote", "foreign"), optional=1, neighbours=_NEIGHBOURS),
    "nouns": ListFormat(_WORD_AND_KIND, ("feminine", "feminine-singular", "masculine")),
    "ordinal_words": ListFormat(_WORD_AND_KIND, ("numbered", "plural", "member", "event", "regnal", "decade", "age")),
    "per_units": ListFormat(("signs", "kind", "spoken"), ("time", "thing")),
    "phrase_break_words": ListFormat(_WORD_AND_KIND, ("clinging", "leading", "kinship", "clause", "rooted")),
    "places": ListFormat(("name",)),
    "preposition_verbs": ListFormat(("written", "reading", "followed by")),
    "radical_lam_words": ListFormat(("word",), extendable=False),  # engines say phonemes, and know no show
    "score_words": ListFormat(("beginning",)),
    "screen_words": ListFormat(("word",)),
    "sentence_words": ListFormat(_WORD_AND_KIND, ("abbreviation", "lettered")),
    "signs": ListFormat(
        ("sign", "kind", "spoken"), ("alone", "sum", "before", "trend", "address", "silent"), optional=1
    ),
    "teams": ListFormat(("name",)),
    "telephone_words": ListFormat(_WORD_AND_KIND, ("call", "contact", "label", "number")),
    "thousandths": ListFormat(("name", "singular", "plural")),
    "temperature_words": ListFormat(("word",)),
    "time_zones": ListFormat(("name", "kind", "zone"), ("alone", "city")),
    "trend_words": ListFormat(("beginning",)),
    "units": ListFormat(("signs", "singular", "plural", "adjective", "tail"), optional=3),
    "unmarked_words": ListFormat(("word", "reading"), extendable=False),
    "verbs": ListFormat(_WORD_AND_KIND, ("subject", "object", "followed", "either", "none")),
    "wire_marks": ListFormat(("text", "kind"), ("ordinary", "desk", "end", "marked-end", "rights")),
}


class WordLists:
    """Every list by its name: the rows that ship, then those that a show adds.

    The files load when a list is first read. Two values are equal only if they are the same one, so that tables which
    are derived from one are found quickly.
    """

    def __init__(self, added: Mapping[str, tuple[Row, ...]] | None = None, *, region: str = "") -> None:
        """Keep the rows to add.

        Args:
            added: For the name of a list its further rows, as ``parse_list`` returns them.
            region: The country of the show, by its ISO 3166 code; months are named as they are there.
        """
        self.added = dict(added or {})
        self.region = region
        self._rows: dict[str, tuple[Row, ...]] = {}

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return all rows of a list; every row has a cell for each column."""
        if name not in self._rows:
            self._rows[name] = _shipped_rows(name) + self.added.get(name, ())
        return self._rows[name]

    def of_kind(self, name: str, *kinds: str) -> tuple[str, ...]:
        """Return the first cells of the rows of these kinds, or of all rows if no kind is given."""
        return tuple(
            row[0] for row in self.rows(name) if not kinds or row[FORMATS[name].columns.index("kind")] in kinds
        )

    def folded(self, name: str, *kinds: str) -> frozenset[str]:
        """Return the same, folded (``letters.fold``)."""
        return frozenset(map(fold, self.of_kind(name, *kinds)))

    def mapping(self, name: str) -> dict[str, str]:
        """Return the last cell of each row by its first; the last row of a word counts."""
        return {row[0]: row[-1] for row in self.rows(name)}

    def kinds(self, name: str) -> dict[str, str]:
        """Return the same by the folded word, for lists that name the kind of each word once."""
        return {fold(word): kind for word, kind in self.mapping(name).items()}


@runtime_checkable
class WordListUser(Protocol):
    """What works with word lists, and so can work with those of a show: a reader, for example."""

    def with_lists(self, lists: WordLists) -> Self:
        """Return the same with these lists."""
        ...


@cache
def shipped_lists() -> WordLists:
    """Return the lists as they ship."""
    return WordLists()


def derived(build: Callable[[WordLists], T]) -> Callable[[WordLists | None], T]:
    """Make a function of word lists keep what it returns for the last few of them; None are those that ship."""
    return lru_cache(maxsize=_KEPT)(lambda lists: build(lists or shipped_lists()))


def parse_list(name: str, text: str, source: str) -> tuple[Row, ...]:
    r"""Return the rows of a list, NFC, with a cell for each column.

    Args:
        name: Of the list.
        text: The file.
        source: The file's name, for messages.

    Raises:
        SettingsError: There is no such list, or a row does not fit its columns; the message names the line.

    >>> parse_list("first_names", "# more names\nname\tkind\nدانة\twoman\n", "first_names.tsv")
    (('دانة', 'woman'),)
    """
    columns, rows = None, []
    lines = enumerate(unicodedata.normalize("NFC", text.removeprefix("\ufeff")).splitlines(), start=1)
    used = [(number, line) for number, line in lines if not line.startswith("#") and line.strip()]
    for number, line in used:
        cells = tuple(line.split("\t"))
        if " ".join(cells) != " ".join(line.split()):  # rare: white space that is no part of a cell, or an empty cell
            cells = tuple(" ".join(cell.split()) for cell in cells)
        if columns is None:
            columns = _columns(name, cells, (source, number))
        else:
            rows.append(_row(name, cells, (source, number)))
    return tuple(rows)


def refuse_unknown_list(name: str, source: str) -> None:
    """Raise a SettingsError if there is no list of this name that a show may add to."""
    names = [each for each, form in FORMATS.items() if form.extendable]
    if name in FORMATS and name not in names:
        raise SettingsError(f"{source}: a show cannot add to the list {name}", "write the reading into lexicon.toml")
    if name not in names:
        raise SettingsError(f'{source}: there is no word list "{name}"', did_you_mean(name, names))


def _columns(name: str, cells: Row, place: tuple[str, int]) -> Row:
    columns = FORMATS[name].columns
    if cells != columns:
        raise SettingsError(
            f"{_shown_place(place)}: the columns of {name} are not named", f"write the line {_shown(columns)} first"
        )
    return columns


def _row(name: str, cells: Row, place: tuple[str, int]) -> Row:
    form = FORMATS[name]
    columns = len(form.columns)
    row = cells if len(cells) == columns else (*cells, *[""] * (columns - len(cells)))
    if len(row) > columns or not all(row[: columns - form.optional]):
        raise SettingsError(f"{_shown_place(place)}: the row does not fit its columns", f"write {_shown(form.columns)}")
    if form.kinds:
        _refuse_unknown(row[form.columns.index("kind")], form.kinds, place)
    if form.neighbours and (beside := row[form.columns.index("beside")]):
        _refuse_unknown(beside, form.neighbours, place)
    return row


def _refuse_unknown(cell: str, known: tuple[str, ...], place: tuple[str, int]) -> None:
    if cell not in known:
        raise SettingsError(f'{_shown_place(place)}: there is no kind "{cell}"', did_you_mean(cell, known))


def _shown_place(place: tuple[str, int]) -> str:
    return "{}, line {}".format(*place)


def _shown(columns: Row) -> str:
    return " TAB ".join(columns)


@cache
def _shipped_rows(name: str) -> tuple[Row, ...]:
    file = f"{name}.tsv"
    return parse_list(name, (get_data("audionews.arabic", f"data/{file}") or b"").decode(), file)
