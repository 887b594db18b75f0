"""Where and when a report was written, and for which agency: what stands before its first sentence.

"رام الله 26-11-2025 وفا- افتتحت ...", "الكويت - 26 - 11 (كونا) -- أعلن ...", "لندن (رويترز) - قال ...", or a line of
its own. It is told from a sentence by its signs and by an agency or a date. The agencies are in the list ``credits``,
the cities in ``places``; ``wire_marks`` says which agencies have the name of something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import folded_words
from audionews.arabic.weekdays import WEEKDAYS
from audionews.arabic.word_lists import WordLists, derived
from audionews.articles.boilerplate import letters_of
from audionews.articles.date_forms import MASK, find_days, fold_in_place, mask
from audionews.articles.dates import Date, read_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 160  # characters of a dateline before a sentence
_LONGEST_LINE = 110  # characters of one that is a line of its own
_MOST_WORDS = 3  # of a city that is not in the list
_MOST_WORDS_WITHOUT_DATE = 2
_LONGEST_INITIAL = 2  # letters
_FEWEST_OF_SENTENCE = 3  # words
_NAME = range(2, 6)  # words of the writer's name
_PART = re.compile(r"[^-/\\:|()\[\]«»\"“”،,]+")
_MAY_BE_VERB = re.compile(r"[يت]\w{3,}")
_CLOSING = re.compile(r".*[-/:|)\]]", re.DOTALL)
_SITE_AND_PLACE = re.compile(r"(?P<site>[^.:–—-]{3,30})\s[–—-]\s(?P<place>[^.:–—-]{2,25})\.\s+(?=\w)")
_SITE = re.compile(r"(?:^| )(?:نيوز|برس|بوست|نت|اليوم)$")
_LABEL = re.compile(r"(?:نشرت?|اضيفت?|تاريخ|تاريخ النشر)(?: في| بتاريخ| يوم)?")
_BESIDE_DATES = folded_words(f"{' '.join(WEEKDAYS)} في يوم م ه هـ الموافق")
_NOT_CITIES = folded_words(
    "قال قالت أضاف أضافت أكد أكدت أعلن أعلنت ذكر ذكرت في من عن على إلى هذا هذه ذلك تلك نقلا بحسب وفق المصدر مصدر مصادر "
    "الصورة صورة مراسل نحن هو هي هم أنا لا لم لن ما كل"
)


class Dateline(NamedTuple):
    """What stands before the first sentence of a report, taken apart.

    Attributes:
        text: The dateline as written, with the signs behind it.
        rest: The paragraph behind it; "" if the dateline is a line of its own.
        city: Where it was written, folded, or "".
        agency: For whom, folded, or "".
        date: The day; None if it is not given in full.
        byline: Who wrote it, as written, or "".
    """

    text: str
    rest: str
    city: str = ""
    agency: str = ""
    date: Date | None = None
    byline: str = ""


class CityByline(NamedTuple):
    """A line that says who wrote an article and where, as written."""

    city: str
    name: str


class _Table(NamedTuple):
    sources: frozenset[str]
    ordinary: frozenset[str]
    places: frozenset[str]
    names: frozenset[str]


class _Part(NamedTuple):
    """A stretch of a folded line between signs, and the signs on both sides."""

    start: int
    end: int
    text: str
    before: str
    after: str

    @property
    def words(self) -> list[str]:
        """The words, without those that belong to a date."""
        return [word for word in letters_of(self.text).split() if word not in _BESIDE_DATES]


@dataclass(slots=True)
class _Found:
    """What the parts of a line have shown so far."""

    city: str = ""
    agencies: list[str] = field(default_factory=list)
    name: _Part | None = None
    dated: bool = False
    bracketed: bool = False
    slashed: bool = False
    dashed: bool = False


@derived
def _table(lists: WordLists) -> _Table:
    return _Table(
        sources=frozenset(map(letters_of, lists.of_kind("credits", "source"))),
        ordinary=frozenset(map(letters_of, lists.of_kind("wire_marks", "ordinary"))),
        places=frozenset(map(letters_of, lists.folded("places"))),
        names=frozenset(map(letters_of, lists.of_kind("credits", "name"))),
    )


def split_dateline(paragraph: str, lists: WordLists | None = None) -> Dateline | None:
    """Return a paragraph as its dateline and what stands behind it, or None if it surely has none.

    >>> split_dateline("رام الله 26-11-2025 وفا- افتتحت البلدية").rest, split_dateline("نحن - معا - نبني الوطن")
    ('افتتحت البلدية', None)
    """
    table = _table(lists)
    if site := _of_site(paragraph, table):
        return site
    line, places = fold_in_place(paragraph[:_LONGEST])
    parts = list(_parts(mask(line, [day[:2] for day in find_days(line)])))
    found, taken = _Found(), 0
    if parts and _LABEL.fullmatch(parts[0].text.strip()) and ":" in parts[0].after:
        del parts[0]
    while taken < len(parts) and _read(found, parts[taken], parts[taken + 1 : taken + 2], table):
        taken += 1
    if taken == 0:
        return None
    alone = taken == len(parts)
    closing = None if alone else _CLOSING.match(parts[taken].before)
    if len(paragraph) > _LONGEST_LINE if alone else closing is None:
        return None
    end = (
        len(paragraph)
        if closing is None
        else places[parts[taken].start - len(parts[taken].before) + closing.end() - 1] + 1
    )
    text, rest = paragraph[:end].strip(), paragraph[end:].strip()
    date = read_date(text, lists)
    if not _is_sure(found, table, date, closing[0] if closing else None):
        return None
    byline = "" if found.name is None else paragraph[places[found.name.start] : places[found.name.end - 1] + 1].strip()
    return Dateline(text, rest, found.city, "، ".join(found.agencies), date, byline)


def _of_site(paragraph: str, table: _Table) -> Dateline | None:
    """Return the dateline that ends in a full stop: a site and a place ("مرسى نيوز – تونس. افتتحت ...")."""
    match = _SITE_AND_PLACE.match(paragraph)
    if match is None or letters_of(match["place"]) not in table.places:
        return None
    agency = letters_of(match["site"])
    known = agency in table.sources or _SITE.search(agency)
    return Dateline(match[0].strip(), paragraph[match.end() :], letters_of(match["place"]), agency) if known else None


def _parts(line: str) -> Iterator[_Part]:
    """Yield the stretches between signs that have more than blanks in them."""
    matches = [match for match in _PART.finditer(line) if match[0].strip()]
    ends = [0, *(match.end() for match in matches)]
    starts = [*(match.start() for match in matches), len(line)]
    for at, match in enumerate(matches):
        yield _Part(*match.span(), match[0], line[ends[at] : starts[at]], line[ends[at + 1] : starts[at + 1]])


def _read(found: _Found, part: _Part, then: list[_Part], table: _Table) -> bool:
    """Add what a part says to what was found, or return False if it is no part of a dateline."""
    words, dated = part.words, MASK in part.text
    if not words or re.search(r"\d", part.text):
        return not words and _read_date(found, part)
    if (name := " ".join(words)) in table.sources:
        _read_agency(found, part, name)
        found.dated = found.dated or dated
        return True
    if not found.city:
        return _read_city(found, part, table)
    if found.agencies or found.name or dated:
        return False
    if "،" in part.before and _is_place(words, table):  # "دبي، الإمارات"
        return True
    if then and _is_writer(part, then[0], table):
        found.name = part
    return part is found.name


def _is_writer(part: _Part, then: _Part, table: _Table) -> bool:
    """Return whether a part has the form of a name and an agency follows, or it is a name and a sentence follows."""
    if len(part.words) not in _NAME:
        return False
    dashed = part.before.strip() == part.after.strip() == "-" and part.text.endswith(" ")
    named = dashed and part.words[0] in table.names and len(then.words) >= _FEWEST_OF_SENTENCE
    return named or " ".join(then.words) in table.sources


def _read_date(found: _Found, part: _Part) -> bool:
    """Add a date, or a number of one that is parted by dashes ("26 - 11")."""
    dated = MASK in part.text or (bool(found.city) and re.fullmatch(r"\s*\d{1,2}\s*", part.text) is not None)
    found.dated = found.dated or dated
    return dated


def _read_agency(found: _Found, part: _Part, name: str) -> None:
    found.agencies.append(name)
    found.bracketed = found.bracketed or ("(" in part.before and ")" in part.after)
    found.slashed = found.slashed or "/" in part.before
    found.dashed = found.dashed or "-" in part.before


def _read_city(found: _Found, part: _Part, table: _Table) -> bool:
    """Add the city of a part and the agency behind it: "رام الله 26-11-2025 وفا", "الرياض واس"."""
    before, dated, behind = part.text.partition(MASK)
    city, agency = _Part(0, 0, before, "", "").words, " ".join(_Part(0, 0, behind, "", "").words)
    if not dated:
        cut = next((at for at in range(1, len(city)) if " ".join(city[at:]) in table.sources), len(city))
        if " ".join(city[:cut]) in table.places and " ".join(city[cut:]) not in table.ordinary:
            city, agency = city[:cut], " ".join(city[cut:])
    at_place = _is_place(city, table)
    if (
        not city
        or (agency and agency not in table.sources)
        or not (at_place or (not found.agencies and _may_be_city(city)))
    ):
        return False
    found.city, found.dated = " ".join(city), found.dated or bool(dated)
    if agency:
        _read_agency(found, part, agency)
    return True


def _is_place(words: list[str], table: _Table) -> bool:
    """Return whether the words are a known city, or up to four that begin with one ("غزة ورام الله")."""
    return len(words) <= _MOST_WORDS + 1 and any(
        " ".join(words[:end]) in table.places for end in range(1, len(words) + 1)
    )


def _may_be_city(words: list[str]) -> bool:
    opens = words[0] not in _NOT_CITIES and not words[0].startswith("و")
    return opens and len(words) <= _MOST_WORDS and max(map(len, words)) > _LONGEST_INITIAL


def _is_sure(found: _Found, table: _Table, date: Date | None, closing: str | None) -> bool:
    """Return whether there is evidence enough.

    Args:
        found: What was found.
        table: The words.
        date: The day, if it is given in full.
        closing: The signs before the sentence; None if no sentence follows.
    """
    city = found.city.split()
    at_place = bool(city) and _is_place(city, table)
    if not found.agencies and found.name:
        return closing is not None and (at_place or not found.city.startswith("ال"))
    if not found.agencies:
        known = at_place or (len(city) <= _MOST_WORDS_WITHOUT_DATE and _MAY_BE_VERB.match(found.city) is None)
        return known and date is not None and closing is not None and "-" in closing
    if not city:
        signed = found.bracketed or (closing is not None and re.search(r"[-/]", closing) is not None)
        return signed and closing is not None and not table.ordinary.issuperset(found.agencies)
    if at_place or found.dated:
        return True
    if closing is None:
        return found.slashed or (found.dashed and not table.ordinary.issuperset(found.agencies))
    return not table.ordinary.issuperset(found.agencies) and len(city) <= _MOST_WORDS_WITHOUT_DATE


def city_and_name(line: str, lists: WordLists | None = None) -> CityByline | None:
    """Return a known city and a name of two to five words on either side of a sign, or None.

    The form alone does not tell a name from a headline ("غزة: وقف إطلاق النار"): ask only for lines that stand where
    bylines do.

    >>> city_and_name("القاهرة - محمد علي:"), city_and_name("محمد داوود (جدة)")
    (CityByline(city='القاهرة', name='محمد علي'), CityByline(city='جدة', name='محمد داوود'))
    """
    if len(line) > _LONGEST_LINE or re.search(r"[\d.؟?!«»\"]", line):
        return None
    parts = [part.strip() for part in re.split(r"\s[-–—ـ]|[-–—ـ]\s|[:/|()]", line) if part.strip()]
    if len(parts) != 2:
        return None
    table = _table(lists)
    for city, name in (parts, parts[::-1]):
        if letters_of(city) in table.places and len(name.split()) in _NAME and letters_of(name) not in table.sources:
            return CityByline(city, name)
    return None
