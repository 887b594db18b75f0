"""What an editor changes in what a reader found: the place of each line. No line is lost, and no text is changed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audionews.arabic.letters import clean, strip_marks
from audionews.articles.pieces import without_bullet
from audionews.articles.stray_markup import resolve_markup
from audionews.errors import NoBody, NoHeadline
from audionews.model import Article, Place, Reason, SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SPOKEN = (Place.HEADLINE, Place.SUMMARY, Place.BODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableLine:
    """A line of the input, or the lines of one paragraph, and its place.

    Attributes:
        written: As it came; several lines if a paragraph was wrapped.
        text: What is spoken if its place is one that is spoken.
        place: Where it ended.
        reason: Why it is not spoken; None unless ``place`` is DROPPED.
        why: The evidence for its place, in a few words, or "".
        unspoken: Pieces of a spoken line that are not spoken, such as a dateline.
        number: The number of its first line in the input, from 1; 0 if it is no line of the input.
    """

    written: str
    text: str
    place: Place
    reason: Reason | None = None
    why: str = ""
    unspoken: tuple[str, ...] = ()
    number: int = 0


def editable_lines(lines: Iterable[SourceLine], article: Article | None) -> tuple[EditableLine, ...]:
    """Return the lines of an input without the blank ones; those of a wrapped paragraph are one.

    What is spoken of them is exactly what is spoken of the article. Where the lines do not show that, because the
    article was made from a file with fields, its texts are the lines, and those that are not spoken follow.

    Args:
        lines: What became of each line.
        article: The article that was made of them; None if they are none.
    """
    filled = [line for line in lines if line.text.strip()]
    if article is None:
        return tuple(_line(each, spoken_text(each.text)) for each in filled)
    found = tuple(_paired(filled, article))
    if _spoken(found) == _texts(article):
        return found
    made = [
        EditableLine(written=text, text=text, place=place)
        for place, texts in zip(SPOKEN, _texts(article), strict=True)
        for text in texts
    ]
    return (*made, *(_line(each, spoken_text(each.text)) for each in filled if each.place not in SPOKEN))


def spoken_text(written: str) -> str:
    """Return the text of a line without markup, hidden characters and the sign of a list."""
    return without_bullet(" ".join(clean(resolve_markup(written)).split()))


def moved(lines: Sequence[EditableLine], at: int, place: Place, why: str) -> tuple[EditableLine, ...]:
    """Return the lines with one of them in another place. There is one headline: the old one and the new change places.

    Args:
        lines: All lines.
        at: The index of the line that is moved.
        place: HEADLINE, SUMMARY, BODY, or DROPPED for one that is not to be spoken.
        why: What is shown as the evidence.
    """
    changed, before = list(lines), lines[at]
    if place is before.place:
        return tuple(lines)
    if place is Place.HEADLINE:
        freed = before.place if before.place in SPOKEN else Place.DROPPED
        for index, line in enumerate(lines):
            if line.place is Place.HEADLINE:
                changed[index] = _placed(line, freed, why)
    changed[at] = _placed(before, place, why)
    return tuple(changed)


def article_of(lines: Sequence[EditableLine], facts: Article | None, source: str) -> Article:
    """Return the article that the lines are.

    Args:
        lines: All lines with their places.
        facts: The article that a reader made of them, for its facts; None if it made none.
        source: What messages call the input.

    Raises:
        NoHeadline: No line is the headline.
        NoBody: No line is spoken besides the headline.
    """
    (headline, *_), summary, body = (texts or ("",) for texts in _spoken(lines))
    if not headline:
        raise NoHeadline(f"no line of {source} is the headline", "choose one")
    if not any(body):
        raise NoBody(f"no line of {source} is spoken but the headline", "choose the paragraphs that are spoken")
    summary = tuple(filter(None, summary))
    made = facts or Article(source=source, headline=headline, body=body)
    return replace(made, headline=headline, summary=summary, body=body, lines=tuple(map(_source_line, lines)))


def _placed(line: EditableLine, place: Place, why: str) -> EditableLine:
    reason = Reason.USER if place is Place.DROPPED else None
    text = line.text or spoken_text(line.written)
    return replace(line, place=place, reason=reason, why=why, text=text)


def _spoken(lines: Iterable[EditableLine]) -> tuple[tuple[str, ...], ...]:
    """Return the texts of the headline, the summary and the body."""
    every = tuple(lines)
    return tuple(tuple(line.text for line in every if line.place is place and line.text) for place in SPOKEN)


def _texts(article: Article) -> tuple[tuple[str, ...], ...]:
    return (article.headline,), article.summary, article.body


def _line(line: SourceLine, text: str) -> EditableLine:
    return EditableLine(
        written=line.text,
        text=text,
        place=line.place,
        reason=line.reason,
        why=line.why,
        unspoken=line.unspoken,
        number=line.number,
    )


def _source_line(line: EditableLine) -> SourceLine:
    return SourceLine(
        number=line.number,
        text=line.written,
        place=line.place,
        reason=line.reason,
        why=line.why,
        unspoken=line.unspoken,
    )


def _paired(filled: Sequence[SourceLine], article: Article) -> Iterator[EditableLine]:
    """Yield each line with the text that was made of it; lines that follow in the same text are joined to the first."""
    waiting = {place: deque(texts) for place, texts in zip(SPOKEN, _texts(article), strict=True)}
    if not any(line.place is Place.HEADLINE for line in filled):
        yield EditableLine(written=article.headline, text=article.headline, place=Place.HEADLINE, why="given")
    last: EditableLine | None = None
    rest = ""  # the letters of the last text that no line has accounted for yet
    for line in filled:
        letters = _letters(line)
        if last and line.place is last.place and letters and rest.startswith(letters):
            last, rest = replace(last, written=f"{last.written}\n{line.text}"), rest.removeprefix(letters)
            continue
        if last:
            yield last
        texts = waiting.get(line.place)
        text = texts.popleft() if texts else spoken_text(line.text)
        last, rest = _line(line, text), _only_letters(text).removeprefix(letters) if texts is not None else ""
    if last:
        yield last


def _letters(line: SourceLine) -> str:
    """Return the letters of a line that are spoken."""
    text = _only_letters(spoken_text(line.text))
    for piece in map(_only_letters, line.unspoken):
        text = text.replace(piece, "", 1)
    return text


def _only_letters(text: str) -> str:
    return "".join(char for char in strip_marks(text) if char.isalnum())
