"""Who made the text and its pictures: credits, captions and bylines, known by the look of their line.

The names of sources and the labels are in the list ``credits``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold, folded_words, strip_marks
from audionews.arabic.word_lists import WordLists, derived
from audionews.articles.boilerplate import letters_of
from audionews.articles.datelines import city_and_name, split_dateline
from audionews.articles.dates import is_date, read_date
from audionews.articles.likeness import compared

if TYPE_CHECKING:
    from collections.abc import Iterable

_IN_BRACKETS = re.compile(r"^(?P<before>.+?)\s?[(\[](?P<credit>[^()\[\]]{1,40})[)\]]$")
_SENTENCE = re.compile(r"[^\W\d_]{2}[.؟!](?:\s|$)")
_ALT_TEXT = re.compile(r"^(?P<before>.+?)\s[-–—|]\s(?P<credit>[^-–—|]{1,40})$")
_PARTS = re.compile(r"\s*(?:\s[-–—ـ|•/]+\s|[-–—/|:،,](?=\s|$)|(?<=\s)[-–—/](?=\S)|/)\s*")
_DESK_PARTS = re.compile(r"\s*[-–—ـ:|/«»()\"]+\s*")
_DESK = range(2, 4)  # names of a city, a site and an agency
_OPEN_END = re.compile(r"[-–—ـ:]+\s*$")
_TODAY = re.compile(r"\bاليوم\b")
_SLASHED = re.compile(r"^(?P<before>.+?)\s/\s(?P<credit>[^/]{2,40})$")
_OF_PICTURE = re.compile(r"^(?P<before>.+?)[.،]?\s(?:ال)?صور[ةه]\s?:\s?[^:]{2,40}$")
_SIGNED = re.compile(r"\W*(?:كتبت?|تقرير|إعداد|بقلم|متابعة)\s?[-–—/]\s?(?P<name>[^:–—/-]{5,60}):\s*(?=\w{2})")
_OPENED = re.compile(r"[^\W\d_]+\s[^:/|–—-]+:")  # two words or more before a colon
_OF_A_PAGE = re.compile(
    r"(?:حساب|صفح[هة]?|موقع)(?:ه|ها|ته|تها|هم)? (?:\w+ )?(?:علي|في) |متداول"
)  # "(حسابه على فيسبوك)"
_OUTLET = re.compile(
    r"^(?:مجله|صحيفه|جريده|وكاله|قناه|موقع|شبكه|بوابه|اذاعه) |^خاص ب\w+$|"
    r"(?:^| )(?:نيوز|برس|بوست|تايمز|اونلاين|اون لاين|الاخباريه?|اليوم|الان|الغد|نت|news)$"
)
_DASH = re.compile(r"(?<!\S)[ـ_]+|(?<![ـ_])[ـ_]++(?!\S)")  # "كتب ـ منى سالم", "صنعاء _ المرسى اليوم"
_AND_AGENCIES = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2} و ?(?:ال)?وكالات")
_AND = re.compile(
    r"\s?[،,&]\s?|\sو\s?(?=\w)(?!(?:ائل|ليد|سام|فاء|جيه|داد|هبه|هبة|ديع|سيم|فيق|حيد|ضاح|جدي|رد[ةه]?)(?:\s|$))"
)
_BY_PEN = re.compile(r"\W*بقلمي?\s?[:/]?\s")
_MOST_WORDS_BY_PEN = 8
_IN_PLACE = re.compile(r"(?:في|من)\s(?P<place>[^\W\d_]+(?:\s[^\W\d_]+)?)\s?[:/–—-]\s*")
_NOBODY = frozenset({"خاص", "وكالات", "الوكالات", "متابعات", "متابعه"})
_LONGEST_BYLINE = 90  # characters
_MOST_WORDS = 14  # of a byline with a label
_NAME = range(2, 5)  # words of a name
_PAPER = range(1, 4)  # words of the name of a newspaper or a city
_NOT_IN_NAMES = re.compile(r"[\d؟!:;؛…«»()\[\]]|\.\s*$")
_INITIAL = re.compile(r"[ء-ي]\.\s?\w")
_MAY_BE_VERB = re.compile(r"[يت]\w{3,}")
_NO_NAMES = folded_words(
    "في من إلى عن مع بعد قبل بين حتى ضد إن أن لا لم لن ما كل هذا هذه التي الذي هل قد منذ خلال حول عند لدى "
    "يا أو ثم غير أول آخر هو هي"
)


class Signed(NamedTuple):
    """A paragraph taken apart: who wrote it as written, the text behind it, and the name alone."""

    text: str
    rest: str
    name: str


class _Table(NamedTuple):
    """The list by kind: sources as their letters, patterns for the rest."""

    sources: frozenset[str]
    caption_label: re.Pattern[str]
    credit_label: re.Pattern[str]
    byline_label: re.Pattern[str]
    plain_byline: re.Pattern[str]
    names: frozenset[str]
    places: frozenset[str]
    not_credit: re.Pattern[str]


@derived
def _table(lists: WordLists) -> _Table:
    def of_kind(kind: str) -> tuple[str, ...]:
        return lists.of_kind("credits", kind)

    def longest_first(kind: str) -> str:
        return "|".join(map(re.escape, sorted(of_kind(kind), key=len, reverse=True)))

    return _Table(
        sources=frozenset(map(letters_of, of_kind("source"))),
        caption_label=re.compile(rf"(?:{_labels(of_kind('caption-label'))})\s?[،,:]?\s"),
        credit_label=re.compile(rf"(?:{_labels(of_kind('credit-label'))})\s?[،,:©]?\s?"),
        byline_label=re.compile(rf"^\W*(?:{longest_first('byline-label')})(?!\w)(?P<sign>\s?[:،,/–—-])?\s*(?=\w|«|\")"),
        plain_byline=re.compile(rf"^\W*(?:{longest_first('plain-byline')})(?!\w)\s?[:،,/–—ـ-]?\s+"),
        names=frozenset(map(letters_of, of_kind("name"))),
        places=frozenset(map(letters_of, lists.folded("places"))),
        not_credit=re.compile(rf"{_labels(of_kind('not-credit'))}|\d"),
    )


def _labels(labels: Iterable[str]) -> str:
    """Return the pattern of labels in folded text; before a colon that is part of one a space may stand."""
    return "|".join(re.escape(fold(label).lower()).replace(":", r"\s?:") for label in labels)


def _line(text: str) -> str:
    return compared(text).lstrip("-–—•·*+|/»«[]() ")


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
    if (named and all(named)) or _AND_AGENCIES.fullmatch(_line(text)):
        return True
    return table.credit_label.match(_line(text)) is not None and len(text.split()) <= 10


def is_caption(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line is surely a caption: it says so, or ends in the name of a picture's source.

    >>> is_caption("اجتماع مجلس الوزراء في الدوحة أمس (رويترز)"), is_caption("زلزال يضرب سواحل اليابان (فيديو)")
    (True, False)
    """
    table = _table(lists)
    if table.caption_label.match(_line(text)):
        return True
    text = text.rstrip(" |.")
    if slashed := _SLASHED.match(text):
        return all(_named(slashed["credit"], table) or [False]) and _brief(slashed["before"], 30)
    if pictured := _OF_PICTURE.match(text):
        return _brief(pictured["before"], 30)
    match = _IN_BRACKETS.match(text)
    if match is None:
        return False
    credit = match["credit"].rpartition(":")[2]
    credited = any(_named(credit, table)) or _OF_A_PAGE.match(_line(credit)) is not None
    return credited and _brief(match["before"].rstrip("."), 30)


def is_alt_text(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a line between headline and body is the text of a picture, with the site behind a dash.

    >>> is_alt_text("نادي مانشستر سيتي الإنجليزي - سبوتنيك عربي"), is_alt_text("منى سالم - سبوتنيك عربي")
    (True, False)
    """
    match = _ALT_TEXT.match(text) if len(text) <= 300 else None
    if match is None or not all(_named(match["credit"], _table(lists)) or [False]):
        return False
    return _brief(match["before"], 30) and not is_name(match["before"], lists)


def may_be_caption(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a line between headline and body is a caption: any short credit in brackets, or its own date.

    >>> may_be_caption("وصول الوفد إلى المطار (مكتب رئيس الوزراء)"), may_be_caption("سوق في تونس، 12 مايو 2023")
    (True, True)
    """
    if is_caption(text, lists):
        return True
    match = _IN_BRACKETS.match(text)
    if match is None:
        dated = text[-1].isdigit() and _TODAY.search(text) is None and read_date(text[-30:]) is not None
        return dated and _brief(text, 30)
    credit = match["credit"]
    if _table(lists).not_credit.search(_line(credit)):
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
    if len(text.split()) > _MOST_WORDS or len(text) > 2 * _LONGEST_BYLINE:
        return False
    table, line = _table(lists), strip_marks(_DASH.sub("-", text[:_LONGEST_BYLINE]))
    label = table.byline_label.match(line)
    if label is None:
        return False
    bracketed = text.startswith("(") and text.rstrip(".").endswith(")")
    return label["sign"] is not None or bracketed or _behind_place(line, label.end(), table) is not None


def _behind_place(line: str, at: int, table: _Table) -> int | None:
    """Return where the name begins behind a label and a city ("حاوره في صنعاء / ..."), or None."""
    place = _IN_PLACE.match(line, at)
    return place.end() if place and letters_of(place["place"]) in table.places else None


def may_be_byline(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a line between headline and body is a byline: only with evidence, never because it is short.

    The evidence is a label, a known agency, or a name beside a city or a newspaper.

    >>> may_be_byline("واشنطن: محمد علي صالح"), may_be_byline("المواطن - محمد سمعه"), may_be_byline("وفاة ثلاثة")
    (True, True, False)
    """
    if len(text) > _LONGEST_BYLINE:
        return False
    table = _table(lists)
    by_pen = _BY_PEN.match(strip_marks(text)) and len(text.split()) <= _MOST_WORDS_BY_PEN and text[-1] not in ".؟!:"
    if by_pen or is_byline(text, lists):
        return True
    label = table.plain_byline.match(text)
    if label is not None:
        return is_name(text[label.end() :], lists) or is_credit(text[label.end() :], lists)
    dateline, city = split_dateline(text, lists), city_and_name(text, lists)
    if (dateline is not None and not dateline.rest) or (is_desk(text, lists) and _has_place_and_paper(text, table)):
        return True
    return (city is not None and is_name(city.name, lists)) or _is_name_beside_paper(text, lists)


def _is_name_beside_paper(text: str, lists: WordLists | None) -> bool:
    """Return whether one part of the line is a name, and the others can be a newspaper, an agency or a city.

    Or the line is "«الاقتصادية» من الرياض", "خاص – الإمارات 71".
    """
    parts = [part.strip(' ()«»"') for part in re.split(r"[()]", text) for part in _PARTS.split(part)]
    parts = [part for part in parts if letters_of(part)]
    if len(parts) == 1:
        return re.fullmatch(r"[«\"][^«»\"]{3,30}[»\"]\s?[-–—:(من]+\s?\S+(?:\s\S+)?\)?:?", text) is not None
    if not parts or len(parts) > 4 or text.rstrip().endswith((".", "؟", "!")):
        return False
    sources = [letters_of(part) in _table(lists).sources for part in parts]
    names = [is_name(part, lists) for part in parts]
    if "(" in text and not any(sources):
        return False
    short = all(len(part.split()) in _PAPER for part, name in zip(parts, names, strict=True) if not name)
    plain = not any(word in _NO_NAMES for part in parts for word in letters_of(part).split())
    if not (short and plain) or (":" in text and not any(sources) and _OPENED.match(text)):
        return False
    return any(names) if not re.search(r"\d", text) else sources[0]


def is_place(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a line is only the name of a city or country.

    >>> is_place("غزة"), is_place("غزة - رام الله"), is_place("حديقة")
    (True, True, False)
    """
    parts = [letters_of(part) for part in _PARTS.split(text[:_LONGEST_BYLINE]) if letters_of(part)]
    return bool(parts) and all(part in _table(lists).places for part in parts) and not re.search(r"\d", text)


def is_desk(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a line says only for whom and where an article was written, with a dash or a colon.

    That is two or three brief names, one of them of a city, an agency or a site; or such a name with a dash behind it.

    >>> [is_desk(text) for text in ("عين اليوم – واشنطن", "غزة - صفا:", "مرسى نيوز -", "هدوء حذر – في غزة", "غزة")]
    [True, True, True, False, False]
    """
    text = _DASH.sub("-", text)
    if len(text) > _LONGEST_BYLINE or re.search(r"[؟!؛،]|[^\W\d_]{3,}\.\s+\S", text):
        return False
    parts = [letters_of(part).split() for part in _DESK_PARTS.split(text)]
    parts = [part for part in parts if part]
    table = _table(lists)
    if not parts or not all(len(part) in _PAPER and not _NO_NAMES.intersection(part) for part in parts):
        return False
    names = [" ".join(part) for part in parts]
    known = [name in table.sources or _OUTLET.search(name) is not None for name in names]
    placed = [name in table.places for name in names]
    if len(parts) == 1:
        return known[0] and _OPEN_END.search(text) is not None
    signed = any(known) or re.search(r"\s[-–—ـ]|[-–—ـ]\s", text) is not None
    return len(parts) in _DESK and signed and any(map(bool.__or__, known, placed))


def is_name(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a text has the form of a person's name and begins with a first name that is known.

    >>> is_name("د. منى سالم"), is_name("أحمد علي ومحمد سالم"), is_name("محمد صلاح في ليفربول"), is_name("حديقة جديدة")
    (True, True, False, False)
    """
    text = text.rstrip(" -–—ـ:")
    if len(text) > _LONGEST_BYLINE or _NOT_IN_NAMES.search(text) or _OUTLET.search(letters_of(text)):
        return False
    names = _table(lists).names
    people = [letters_of(part).split() for part in _AND.split(text)]
    return all(
        len(words) in _NAME
        and (words[0] in names or at > 0 or _INITIAL.match(text))
        and not any(word in _NO_NAMES or (_MAY_BE_VERB.match(word) and word not in names) for word in words)
        for at, words in enumerate(people)
    )


def split_signed(paragraph: str, lists: WordLists | None = None) -> Signed | None:
    """Return a paragraph as who wrote it and what stands behind, if it begins with a label, a dash and a name.

    >>> split_signed("كتب - محمد علي: افتتحت البلدية سوقا").name, split_signed("كتب محمد علي: افتتحت البلدية سوقا")
    ('محمد علي', None)
    """
    match = _SIGNED.match(_DASH.sub("-", paragraph[: 2 * _LONGEST_BYLINE]))
    if match is None or not is_name(match["name"], lists):
        return None
    return Signed(paragraph[: match.end()].strip(), paragraph[match.end() :].strip(), match["name"].strip())


def _has_place_and_paper(text: str, table: _Table) -> bool:
    names = [name for part in _DESK_PARTS.split(text) if (name := letters_of(part))]
    papers = [name in table.sources or _OUTLET.search(name) is not None for name in names]
    return any(papers) and any(name in table.places for name in names)


def author_of(byline: str, lists: WordLists | None = None) -> str:
    """Return who wrote the article as a byline says it, or "" if it names only a city or an unknown site.

    >>> author_of("بقلم: منى سالم"), author_of("رويترز - برلين"), author_of("المنامة – خاص")
    ('منى سالم', 'رويترز - برلين', '')
    """
    if is_place(byline, lists):
        return ""
    sources = _table(lists).sources - _NOBODY
    if is_desk(byline, lists) and not any(letters_of(part) in sources for part in _DESK_PARTS.split(byline)):
        named = any(is_name(part, lists) for part in _DESK_PARTS.split(byline))
        return name_of(byline, lists) if named else ""
    return name_of(byline, lists)


def name_of(byline: str, lists: WordLists | None = None) -> str:
    """Return a byline without its label, date and signs around it.

    >>> name_of("كتب: أحمد علي"), name_of("الرياض - أحمد غاوي:"), name_of("بقلم منى سالم | 20 يونيو 2024")
    ('أحمد علي', 'الرياض - أحمد غاوي', 'منى سالم')
    """
    parts = [part for part in re.split(r"\s[|•]\s", byline) if not is_date(part, lists)]
    table, name = _table(lists), _DASH.sub("-", " | ".join(parts))
    for form in (name, strip_marks(name)):
        label = table.byline_label.match(form) or table.plain_byline.match(form)
        if label:
            name = form[_behind_place(form, label.end(), table) or label.end() :]
            break
    return name.strip(" :،,|-–—()")
