"""Which articles of a source become episodes, as its settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.letters import clean, fold
from audionews.articles.likeness import words_of
from audionews.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.model import Pointer
    from audionews.settings.sync_sources import SyncSource


def why_not(found: Article | Pointer, source: SyncSource) -> str:
    """Return why the settings leave an article out, in a few words; "" if they do not.

    Of an article that is only announced, what the feed says about it is looked at; its text is when it is there.
    """
    known = found if isinstance(found, Article) else found.given
    whole = isinstance(found, Article)
    if why := _of_facts("section", known.section, source.sections, source.skip_sections, whole=whole):
        return why
    if why := _of_facts("author", known.byline, source.authors, source.skip_authors, whole=whole):
        return why
    return _of_text(found, source) if isinstance(found, Article) else ""


def _of_facts(what: str, said: str, only: tuple[str, ...], skipped: tuple[str, ...], *, whole: bool) -> str:
    """Return why a section or a byline is left out; one that is not known yet is not."""
    if not said and not whole:
        return ""
    if only and not any(_is_in(name, said) for name in only):
        return f"the {what} is {said}" if said else f"it has no {what}"
    left = next((name for name in skipped if _is_in(name, said)), "")
    return f"the {what} is {said}" if left else ""


def _of_text(article: Article, source: SyncSource) -> str:
    words = words_of("\n".join((article.headline, *article.summary, *article.body)))
    if len(words) < source.shortest or 0 < source.longest < len(words):
        return f"it has {len(words)} words"
    text = f" {' '.join(words)} "
    if source.words and not _any_of(source.words, text):
        return "it has none of the words"
    found = next((each for each in source.skip_words if _any_of([each], text)), "")
    return f'it has "{found}"' if found else ""


def _any_of(phrases: Iterable[str], text: str) -> bool:
    return any(f" {' '.join(words_of(phrase))} " in text for phrase in phrases if words_of(phrase))


def _is_in(name: str, said: str) -> bool:
    """Return whether a name is the one that is said, or one of several: spelling of hamza and blanks do not count."""
    wanted, given = _compared(name), _compared(said)
    return bool(wanted) and (wanted == given or f" {wanted} " in f" {given} ")


def _compared(text: str) -> str:
    return " ".join(fold(clean(text)).replace("،", " ").replace(",", " ").casefold().split())
