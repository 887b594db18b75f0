"""Which line is the headline, by evidence: what is said again, what the article is about, where it stands.

Every line that could be one gets points for what speaks for it; of those with the most points the first is the
headline. All steps look at each line a fixed number of times.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import arabic_share
from audionews.articles.blocks import Hint
from audionews.articles.boilerplate import page_line
from audionews.articles.credits import is_desk, may_be_byline
from audionews.articles.dates import is_stamp
from audionews.articles.likeness import are_alike, words_of
from audionews.articles.traits import BULLET, OPENERS, TITLE_LABEL, Kind, Traits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.arabic.word_lists import WordLists

_LONGEST = 250  # characters
_FARTHEST = 1000  # filled lines; no page has so many above its headline
_LEAST = -3.0  # points; with fewer there is no headline
_TITLED = 10.0  # like a title that is known from elsewhere
_MARKED = 8.0  # <h1>
_AGAIN = 6.0  # said again
_AGAIN_BRIEF = 4.0  # the same of up to three words, as navigation has them too
_AGAIN_IN_VERSE = 2.0  # in a text of short lines; it can be a refrain
_MOST_ALIKE = 3  # lines that are compared with each other
_WITH_SITE = -3.0  # said again without the name of the site
_OF_A_PICTURE = -4.0
_FEW = 12  # candidates
_LONGEST_TEXT = 9  # words
_DOUBLED = 1.0  # said twice in a row, as captions are too
_PER_WORD, _MOST_SHARED = 0.5, 5  # rare words that the first paragraphs have too
_BELOW_THE_ARTICLE = -9.0  # a paragraph of the article stands above
_BELOW_A_PARAGRAPH, _SENTENCES, _MOST_BELOW = -1.0, 3, 6  # some other text does; sentences count more
_BRIEF = 3  # words of what navigation and kickers have
_OF_KICKERS = re.compile(
    r"(?:في|علي|من|بين|خلال|رغم|وسط|عن|قبل|بعد|تحت|ضمن|حول|مع|عقب|اثر|تزامنا|استعدادا|وفقا|حسب|لاول مره|للمره|"
    r"بكلفه|بتكلفه|بقيمه|بحضور|برعايه|بمشاركه|بسبب|بهدف|بالصور|بالفيديو|بالارقام|باستثمارات?)\b"
)
_OF_THE_PAPER = -8.0  # the names of a site, a city or an editor
_HOME = ("الرئيسيه", "home")
_OFTEN = 3  # of one word; the parts of a site have its name in each of theirs
_OFFICE = re.compile(
    r"(?:رئيسه? (?:مجلس[يى]? )?(?:ال)?(?:تحرير|اداره)(?: والتحرير)?|رئيسا? التحرير|مديره? التحرير|(?:ال)?مدير العام|"
    r"ال[ا]?شراف العام|المشرفه? العامه?|نائبه? رئيس التحرير|سكرتير التحرير|الناشر)\s?:?"
)
_OFFICE_AND_NAME = re.compile(r"رئيس (?:التحرير|مجلس الاداره)[^\W\d_]")  # glued, as in a row of the page's parts
_SUFFIX = re.compile(r"\s[|»›–—-]+\s[^|»›–—]{2,60}$")
_PREFIX = re.compile(r"^[^|»›–—-]{2,40}\s[|»›–—-]+\s")
_BY_WHOM = re.compile(r"\w\s?[/|(–-]\s?بقلم\s")
_KEYWORDS = re.compile(r"[^,،.؛:؟!]++(?:[,،](?=\S)[^,،.؛:؟!]++){2,}+")  # no blank behind a comma
_SECTION_BAR = re.compile(r"[^\W\d_]+\s\|\s")
_SENTENCE_END = re.compile(r"[^\W\d_]{2}[»”\"’)\]]*\s?\.\s*$")
_INNER_STOP = re.compile(r"[^\W\d_]{3}\.\s+\S")
_IN_BRACKETS = re.compile(r"(?<!ارشيف)(?<!ارشيفيه)[)\]]$")
_TEASER_END = re.compile(r"(?:(?<!\.)\.{2,}+|…)\s*+(?:(?:المزيد|more)\s*+)?$|(?<!\w)المزيد\s*$", re.IGNORECASE)
_CANDIDATES = frozenset({Kind.TEXT, Kind.HEADER, Kind.BULLET, Kind.DATE, Kind.CAPTION})
_BESIDE = frozenset({Kind.DATE, Kind.BYLINE})
_SENTENCE = 12  # words; a longer line with a full stop is no headline
_LENGTHS = (
    (0, -9.0),
    (1, -4.0),
    (2, -2.5),
    (3, 0.0),
    (4, 1.0),
    (14, 2.0),
    (20, 1.0),
    (25, -2.0),
    (34, -4.0),
)  # up to so many words
_NEAR = 2  # filled lines
_KEY = 4  # words at either end of a headline that find its other form
_FEWEST_IN_KEY = 3
_MOST_BETWEEN = 2  # lines between a headline and its repeat that are no facts; so many are the navigation of a page


class Found(NamedTuple):
    """The headline.

    Attributes:
        at: The index of its line.
        why: The evidence for it.
    """

    at: int
    why: str


class _Points(NamedTuple):
    at: int
    points: float
    why: str


def find_headline(lines: Sequence[Traits], titles: Sequence[str], lists: WordLists) -> Found | None:
    """Return the line with the best evidence to be the headline, or None.

    Args:
        lines: All lines of the text.
        titles: Forms of the headline that are known from elsewhere.
        lists: Word lists.
    """
    scorer = _Scorer(lines, titles, lists)
    points = [scorer.points(at) for at in scorer.candidates]
    best = max(points, key=lambda each: each.points, default=None)
    if best is None or best.points < _LEAST:
        return None
    return Found(_first_of(lines, best.at, scorer.candidates), best.why)


def find_given(lines: Sequence[Traits], headline: str, lists: WordLists) -> int | None:
    """Return where a headline that is known stands above the article, or None."""
    words = words_of(headline)
    scorer = _Scorer(lines, (headline,), lists)
    return next((at for at in scorer.above_the_article() if are_alike(lines[at].compared_words, words)), None)


def _first_of(lines: Sequence[Traits], chosen: int, candidates: Sequence[int]) -> int:
    """Return the first line that says the chosen headline, unless the navigation of the page stands between."""
    between = 0
    first = chosen
    for at in reversed([at for at in candidates if at < chosen]):
        if lines[at].compared_words == lines[chosen].compared_words:
            first = at
        elif lines[at].words > _BRIEF and lines[at].is_paragraph:
            break
        elif not (lines[at].may_be_caption or lines[at].may_be_author or lines[at].kind is Kind.DATE):
            between += 1
        if between >= _MOST_BETWEEN:
            break
    return first


class _Scorer:
    """Weighs the candidates by what is around them."""

    def __init__(self, lines: Sequence[Traits], titles: Sequence[str], lists: WordLists) -> None:
        self._lines = lines
        self._lists = lists
        self._titles = [words_of(title) for title in titles if title]
        self._filled = [at for at, line in enumerate(lines) if line.kind not in {Kind.BLANK, Kind.HIDDEN}]
        self._position = {at: position for position, at in enumerate(self._filled)}
        self._in_verse = not any(line.is_article for line in lines)
        self._again = _AGAIN_IN_VERSE if self._in_verse else _AGAIN
        self._below = self._paragraphs_below()
        self._above = self._paragraphs_above()
        self._texts = sum(line.kind is Kind.TEXT for line in lines)
        self.candidates = [at for at in self._filled[:_FARTHEST] if self._may_be(at)]
        self._by_key: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for at in self.candidates:
            words = lines[at].compared_words
            for key in _keys(words):
                self._by_key.setdefault(key, [])[_MOST_ALIKE:] = [words]
        pairs = pairwise(lines[at].compared_words for at in self._filled)
        self._sited = {shorter for at in self.candidates for shorter in _without_site(lines[at])}
        self._doubled = Counter(words for words, then in pairs if words == then)
        self._whole = Counter(lines[at].compared_words for at in self._filled)

    def _may_be(self, at: int) -> bool:
        """Return whether a line could be the headline, if the rest of the text allows it."""
        line = self._lines[at]
        if line.hint is Hint.H1:
            return bool(line.compared_words)
        if line.kind not in _CANDIDATES or len(line.text) > _LONGEST or (line.hint is Hint.ASIDE and not self._titles):
            return False
        follows = self._below[at] or self._texts <= 1
        return bool(follows) and self._has_form(line)

    def _has_form(self, line: Traits) -> bool:
        """Return whether a line has the form of a headline: no header of a message, no date alone, no sentence."""
        label = TITLE_LABEL.match(line.text)
        if label and page_line(line.text[label.end() :], self._lists):
            return False
        header = not label and (line.kind is Kind.HEADER or line.is_header)
        date = line.kind is Kind.DATE and (line.words < _FEWEST_IN_KEY or is_stamp(line.text, self._lists))
        return not header and not date and line.text[0] != "©" and not _is_sentence(line)

    def above_the_article(self) -> Iterator[int]:
        """Yield the candidates that have no paragraph of the article above them."""
        return (at for at in self.candidates if not self._above[at][0])

    def _paragraphs_below(self) -> list[tuple[int, ...]]:
        """Return for each line the first two paragraphs below it; of a text of short lines the first four of these."""
        below: list[tuple[int, ...]] = [()] * len(self._lines)
        any_paragraph = any(line.is_article for line in self._lines)
        kept = 2 if any_paragraph else 4
        then: tuple[int, ...] = ()
        for at in reversed(self._filled):
            below[at] = then
            line = self._lines[at]
            if line.is_article or (not any_paragraph and line.kind in {Kind.TEXT, Kind.BULLET}):
                then = (at, *then)[:kept]
            elif not then and line.kind in {Kind.TEXT, Kind.BULLET, Kind.CAPTION}:
                then = (at,)
        return below

    def _paragraphs_above(self) -> list[tuple[int, int]]:
        """Return for each line how many paragraphs of the article, and how many others, stand above it."""
        paragraphs = [line for line in self._lines if line.is_article]
        spread = Counter(stem for line in paragraphs for stem in line.stems)
        above = [(0, 0)] * len(self._lines)
        own = other = 0
        in_tail = False
        for at, line in enumerate(self._lines):
            in_tail = in_tail or (line.kind in OPENERS and own + other > 0)
            above[at] = (own + in_tail, other)
            if line.is_article and not line.line.startswith(_HOME) and not self._is_teaser(at):
                shared = sum(spread[stem] > 1 for stem in line.stems)
                coherent = shared >= 2 and shared * 12 >= len(line.stems)
                stops = _SENTENCE_END.search(line.text) is not None
                own, other = own + coherent, other + (0 if coherent else _SENTENCES if stops else 1)
        return above

    def _is_teaser(self, at: int) -> bool:
        """Return whether a line is the first one and leads to the headline with dots ("وهكذا وصل البحارة إلى ...")."""
        return at == self._filled[0] and _TEASER_END.search(self._lines[at].text) is not None

    def points(self, at: int) -> _Points:
        """Return the points of a candidate, and the best reason."""
        found = list(self._evidence(at))
        total = sum(points for points, _why in found)
        why = ", ".join(why for points, why in sorted(found, key=lambda each: -each[0]) if points > 0 and why)
        return _Points(at, total, why or "the first line that could be the headline")

    def _evidence(self, at: int) -> Iterator[tuple[float, str]]:
        line = self._lines[at]
        yield from self._from_markup(line)
        of_picture = line.kind is not Kind.DATE and line.may_be_caption
        of_paper = is_desk(line.text, self._lists) or self._is_of_masthead(at)
        yield from () if of_picture or of_paper else self._said_again(at)
        below = [self._lines[other].stems for other in self._below[at]]
        shared = min(sum(any(stem in stems for stems in below) for stem in line.stems), _MOST_SHARED)
        yield shared * _PER_WORD, "has words of the first paragraphs" if shared else ""
        yield self._beside(at)
        yield 0.0 if line.hint is Hint.H1 else _length(line), ""
        yield from _form(line)
        yield from self._place(at)
        if line.may_be_author or of_picture:
            yield -3.0, ""
        if may_be_byline(line.text, self._lists):
            yield -3.0, ""
        if of_paper:
            yield _OF_THE_PAPER, ""
        if of_picture and line.kind is Kind.CAPTION and not _IN_BRACKETS.search(line.line):  # it says that it is one
            yield -6.0, ""

    def _is_of_masthead(self, at: int) -> bool:
        """Return whether a line says who runs the paper, stands below an office without a name, or lists its pages."""
        line, here = self._lines[at], self._position[at]
        office = here > 0 and _OFFICE.fullmatch(self._lines[self._filled[here - 1]].line) is not None
        named = _OFFICE.fullmatch(line.line) or _OFFICE_AND_NAME.search(line.line)
        often = [count for count in Counter(line.compared_words).values() if count >= _OFTEN]
        return named is not None or (office and line.words <= _KEY) or len(often) > 1

    def _from_markup(self, line: Traits) -> Iterator[tuple[float, str]]:
        if line.hint is Hint.H1:
            yield _MARKED, "marked as the headline"
        words = line.compared_words
        if any(are_alike(words, title) or _begins(title, words) for title in self._titles):
            yield _TITLED, "like the title of the page"

    def _said_again(self, at: int) -> Iterator[tuple[float, str]]:
        line = self._lines[at]
        words = line.compared_words
        others = [other for key in _keys(words) for other in self._by_key[key] if other != words]
        if any(self._whole[shorter] for shorter in _without_site(line)) or any(_is_glued(words, o) for o in others):
            yield _WITH_SITE, ""
        elif self._is_cut(at):
            yield _OF_A_PICTURE, ""
        elif self._whole[words] > 1 + self._doubled[words]:
            yield (self._again if len(words) > _BRIEF else min(self._again, _AGAIN_BRIEF)), "said again below"
        elif words in self._sited and len(words) > 1:
            yield self._again, "said again with the name of the site"
        elif self._is_nearly_said_again(words):
            yield self._again, "said again below, nearly the same"
        elif self._doubled[words]:
            yield (_OF_A_PICTURE, "") if self._is_of_a_picture(line) else (_DOUBLED, "said twice")

    def _is_cut(self, at: int) -> bool:
        """Return whether a long line is only the beginning of a paragraph below, broken off."""
        line = self._lines[at]
        begun = line.text.rstrip(" .…")
        below = (self._lines[other].text for other in self._below[at])
        return line.words > _SENTENCE and any(text.startswith(begun) for text in below)

    def _is_of_a_picture(self, line: Traits) -> bool:
        """Return whether a line that is said twice is the text of pictures: said more often, or a part of another."""
        words = line.compared_words
        text = f" {' '.join(words)} "
        part = any(text in inside and other != words for other, inside in self._shown)
        return self._doubled[words] > 1 or (part and len(words) <= _LONGEST_TEXT)

    @cached_property
    def _shown(self) -> list[tuple[tuple[str, ...], str]]:
        """The words, and these as one text, of the first candidates and of the first paragraph below."""
        paragraph = self._below[self._filled[0]][:1] if self._filled else ()
        shown = (self._lines[at].compared_words for at in (*self.candidates[:_FEW], *paragraph))
        return [(words, f" {' '.join(words)} ") for words in shown]

    def _is_nearly_said_again(self, words: tuple[str, ...]) -> bool:
        others = {other for key in _keys(words) for other in self._by_key[key] if other != words}
        return any(are_alike(words, other) or _begins(words, other) or _begins(other, words) for other in others)

    def _beside(self, at: int) -> tuple[float, str]:
        here = self._position[at]
        below = self._filled[here + 1 : here + 1 + _NEAR]
        if any(self._lines[other].kind in _BESIDE or self._lines[other].may_be_author for other in below):
            return 2.0, "beside a date or byline"
        above = self._filled[max(0, here - 1) : here]
        return (1.0, "") if any(self._lines[other].kind is Kind.DATE for other in above) else (0.0, "")

    def _place(self, at: int) -> Iterator[tuple[float, str]]:
        own, other = self._above[at]
        if "://" in self._lines[at].text:
            yield -5.0, ""
        if own:
            yield _BELOW_THE_ARTICLE, ""
        yield _BELOW_A_PARAGRAPH * min(other, _MOST_BELOW), ""
        here = self._position[at]
        above = self._filled[here - 1] if here else None
        if self._lines[at].words > _SENTENCE and above is not None and self._lines[above].kind is Kind.TEXT:
            yield 0.0 if self._is_of_masthead(above) or self._is_teaser(above) else -3.0, ""
        if at == self.candidates[0] and not own and not self._is_teaser(at):
            long = self._lines[at].words > _KEY and self._lines[at].kind is Kind.TEXT
            first = 3.0 if self._in_verse else 2.5 if long else 1.0
            yield first, "the first line that could be the headline"


def _is_sentence(line: Traits) -> bool:
    """Return whether a line is surely a sentence of the article: long, with a full stop."""
    if line.words < _SENTENCE:
        return False
    ends = _SENTENCE_END.search(line.text) is not None
    return _INNER_STOP.search(line.text) is not None or (ends and (line.words > _SENTENCE + 1 or "،" in line.text))


def _without_site(line: Traits) -> list[tuple[str, ...]]:
    """Return the words of a title without the name of the site behind or before it, if it can have one."""
    return [words_of(pattern.sub("", line.text)) for pattern in (_SUFFIX, _PREFIX) if pattern.search(line.text)]


def _keys(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return what two forms of one headline have in common: the words at their beginning or at their end."""
    sizes = [size for size in (_FEWEST_IN_KEY, _KEY) if len(words) > size]
    return {key for size in sizes for key in (("<", *words[:size]), (*words[-size:], ">"))}


def _is_glued(line: tuple[str, ...], headline: tuple[str, ...]) -> bool:
    """Return whether a line is the headline with the path of the page glued to it ("الرئيسيةأخبارافتتاح ...")."""
    return (
        len(headline) >= _FEWEST_IN_KEY
        and len(line) <= len(headline) + _KEY
        and line[-len(headline) + 1 :] == headline[1:]
        and line[0].startswith(_HOME)
        and " ".join(line).endswith(" ".join(headline))
    )


def _begins(title: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Return whether a title is the line with the name of the site behind it."""
    return len(words) >= _FEWEST_IN_KEY and title[: len(words)] == words


def _length(line: Traits) -> float:
    letters = sum(not word.isdigit() for word in line.compared_words)
    return next((points for most, points in _LENGTHS if letters <= most), -6.0)


def _form(line: Traits) -> Iterator[tuple[float, str]]:
    """Yield what speaks against the form of a line."""
    text = line.text
    yield (-2.0 if _SENTENCE_END.search(text) or _INNER_STOP.search(text) else 1.0), ""
    if TITLE_LABEL.match(text):
        yield 0.0 if line.kind is Kind.HEADER else 2.0, "labelled as the headline"
    elif _BY_WHOM.search(text):
        yield 4.0, "says who wrote it"
    elif text.endswith((":", "،", ",")):
        yield -3.0, ""
    against = (
        (-4.0, arabic_share(text) == 0),
        (-3.0, _TEASER_END.search(text)),
        (-2.0, _SECTION_BAR.match(text)),
        (-6.0, _KEYWORDS.fullmatch(text)),
        (-3.0, line.kind is Kind.BULLET or BULLET.match(text)),
        (-2.0, line.kind is Kind.DATE),
        (-1.0, _OF_KICKERS.match(line.line)),
        (-4.0, line.continues and _SENTENCE_END.search(text)),
    )
    yield sum(points for points, found in against if found), ""
