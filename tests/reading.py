"""Reads inputs in tests as the program does: a failure is raised."""

from collections.abc import Iterable

from audionews.arabic.word_lists import WordLists
from audionews.articles.blocks import Stretch
from audionews.articles.segment import lines_of, place_blocks
from audionews.model import Article, Blob, Failed, Known, Pointer
from audionews.ports import ArticleReader
from audionews.readers.text import TextReader


def read_all(reader: ArticleReader, blob: Blob, given: Known | None = None) -> list[Article]:
    """Return the articles in an input; raise the error of one that failed."""
    return list(articles(reader.read(blob, given or Known())))


def articles(found: Iterable[Article | Failed | Pointer]) -> Iterable[Article]:
    """Yield what was found; raise the error of an article that failed."""
    for each in found:
        if isinstance(each, Failed):
            raise each.error
        assert isinstance(each, Article)
        yield each


def read_text(text: str | bytes, headline: str = "", name: str = "a.txt", reader: TextReader | None = None) -> Article:
    """Return the article in a pasted text."""
    content = text if isinstance(text, bytes) else text.encode("utf-8", "ignore")
    (article,) = read_all(reader or TextReader(), Blob(content=content, name=name), Known(headline=headline))
    return article


def place_lines(text: str, headline: str = "", lists: WordLists | None = None) -> tuple[Stretch, ...]:
    """Return the places of the lines of a pasted text."""
    return place_blocks(lines_of(text), Known(headline=headline), lists)
