"""Where the parts of a text stand: its headline, its head, its body, and what is outside."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from audionews.arabic.letters import clean
from audionews.articles.blocks import Hint
from audionews.articles.boxes import outside
from audionews.articles.headline import find_given, find_headline
from audionews.articles.likeness import are_alike, words_of
from audionews.articles.traits import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.articles.traits import Traits
    from audionews.model import Known

_PART = range(2, 6)  # words of a headline that stand under a picture
_FULL_STOP = re.compile(r"[^\W\d_]{2}\.(?:\s|$)")
_OPEN = frozenset({Kind.TEXT, Kind.BULLET})
_AROUND = frozenset({Kind.DATE, Kind.BYLINE, Kind.CREDIT, Kind.CONTROL, Kind.CAPTION, Kind.SECTION, Kind.NUMBERS})


class Layout:
    """The parts of a text.

    Attributes:
        lines: All lines.
        title: The line that is the headline, or None.
        why_title: The evidence for it.
        headline: The words of the headline, found or given.
        begin: The first line that can be of the article, below the headline.
        outside: The lines below the headline that are not of the article.
        last: The last paragraph of the article, or -1 if it has only short lines.
        last_text: Its last line of text, or -1.
        points: The lines right under the opener of a summary.
        has_opener: Whether a line opens a summary.
        doubled: The lines that the next one repeats and that are no sentences.
        titles: The words of other forms of the headline.
    """

    def __init__(self, lines: Sequence[Traits], given: Known, lists: WordLists) -> None:
        """Find the headline, then what is outside.

        Args:
            lines: All lines of the text.
            given: What is known about the article.
            lists: Word lists.
        """
        self.lines = lines
        self.titles = [words_of(title) for title in given.titles]
        self._filled = [at for at, line in enumerate(lines) if line.text]
        self._position = {at: position for position, at in enumerate(self._filled)}
        self._find_headline(given, lists)
        self.outside = outside(lines, self.begin, lists)
        inside = [at for at in range(self.begin, len(lines)) if at not in self.outside]
        self.last = max((at for at in inside if lines[at].is_article), default=-1)
        self.last_text = max((at for at in inside if lines[at].kind in _OPEN), default=-1)
        opener = next((at for at in inside if lines[at].kind is Kind.SUMMARY), None)
        self.has_opener = opener is not None
        self.points = self._unmarked_points(opener) if opener is not None else range(0)
        pairs = pairwise(self._filled)
        self.doubled = {at for at, then in pairs if lines[at].text == lines[then].text and _may_be_alt(lines[at])}

    def _find_headline(self, given: Known, lists: WordLists) -> None:
        headline = clean(given.headline)
        self.title: int | None = None
        self.why_title = ""
        self.begin, self._anchor, self.headline = 0, 0, words_of(headline)
        if headline:
            at = find_given(self.lines, headline, lists)
            self.begin = self._anchor = at or 0
            if at is not None and self.lines[at].hint is Hint.H1:
                self.title, self.why_title = at, "marked as the headline"
        elif found := find_headline(self.lines, given.titles, lists):
            self.title, self.why_title = found
            self.begin, self._anchor, self.headline = found.at + 1, found.at, self.lines[found.at].compared_words

    def _unmarked_points(self, opener: int) -> range:
        """Return the lines down to a blank one, if they have no bullets and an article follows."""
        end = next((at for at in range(opener, len(self.lines)) if not self.lines[at].text), len(self.lines))
        marked = any(self.lines[at].kind is Kind.BULLET for at in range(opener, end))
        return range(opener + 1, end) if end < self.last_text and not marked else range(0)

    def below_headline(self, at: int) -> int:
        """Return how many filled lines a line stands below the headline; above it, a negative number."""
        return self._position[at] - self._position.get(self._anchor, 0)

    def above(self, at: int) -> int:
        """Return the filled line above, or -1."""
        position = self._position[at]
        return self._filled[position - 1] if position else -1

    def then(self, at: int) -> Traits | None:
        """Return the filled line below, or None."""
        position = self._position[at] + 1
        return self.lines[self._filled[position]] if position < len(self._filled) else None

    def is_beside_fact(self, at: int) -> bool:
        """Return whether a date, a byline or a control of the page stands right above or below."""
        position = self._position[at]
        around = self._filled[max(0, position - 1) : position] + self._filled[position + 1 : position + 2]
        return any(self.lines[other].kind in _AROUND for other in around)

    def is_below_date(self, at: int) -> bool:
        """Return whether a date stands right above."""
        above = self.above(at)
        return above >= 0 and self.lines[above].kind is Kind.DATE

    def is_part_of_headline(self, line: Traits) -> bool:
        """Return whether a line is a few words in a row of the headline, and no paragraph."""
        words = line.compared_words
        part = f" {' '.join(words)} " in f" {' '.join(self.headline)} "
        return part and len(words) in _PART and words != self.headline

    def is_headline(self, line: Traits) -> bool:
        """Return whether a line says the headline again, perhaps with other spellings."""
        return are_alike(line.compared_words, self.headline)


def _may_be_alt(line: Traits) -> bool:
    return _FULL_STOP.search(line.text) is None
