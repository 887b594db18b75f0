"""What became of every line of some articles, as a page for those who correct how they are read; and their facts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from audionews.arabic.normalize.rules import unread
from audionews.articles.segment import segments
from audionews.articles.unspoken import unspoken
from audionews.model import Article, Failed, Place, Precision, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, tzinfo

    from audionews.model import SourceLine

_FACT = "fact"
_USUAL = {"utf-8", "ascii", "docx", "rtf"}  # charsets about which there is nothing to say
_GROUPS = {Place.DATE: _FACT, Place.BYLINE: _FACT, Place.LINK: _FACT, Place.EMBARGO: _FACT}


@dataclass(frozen=True, slots=True)
class _Row:
    """One article of the page."""

    found: Article | Failed
    facts: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, SourceLine], ...]
    title: str
    error: str = ""
    remedy: str = ""


def facts_of(article: Article, timezone: str) -> tuple[tuple[str, str], ...]:
    """Return what is known of an article, as names and values; what is not known is left out, apart from the date.

    Args:
        article: The article.
        timezone: The zone of the show, in which dates are shown.
    """
    lost, zone = unspoken(article.lines), ZoneInfo(timezone)
    image = article.image
    facts = {
        "headline": article.headline,
        "date": _date(article, zone),
        "not before": _moment(article.publish_at, zone),
        "modified": _moment(article.modified, zone),
        "status": "" if article.status is Status.USABLE else str(article.status),
        "byline": article.byline,
        "section": article.section,
        "link": article.link,
        "id": article.source_id,
        "picture": " - ".join(filter(None, (image.url, image.caption, image.credit))) if image else "",
        "corrections": " / ".join(article.corrections),
        "charset": article.charset if article.charset not in _USUAL else "",
        "summary points": str(len(article.summary) or ""),
        "paragraphs": str(len(article.body)),
        "unread signs": _unread(article),
        "not spoken": f"{lost.share:.0%} of the characters, lines of up to {lost.longest}" if lost.characters else "",
    }
    return tuple((name, value) for name, value in facts.items() if value)


def _unread(article: Article) -> str:
    """Return the signs in the article that no rule can read, each once."""
    texts = (segment.text for segment in segments(article))
    return " ".join(dict.fromkeys(text[sign.start : sign.end] for text in texts for sign in unread(text)))


def _date(article: Article, zone: tzinfo) -> str:
    if article.date is None:
        return "not known: the episode gets that of its build"
    by_day = article.date_precision is Precision.DAY
    shown = article.date.date().isoformat() if by_day else _moment(article.date, zone)
    return f"{shown}, from the {article.date_source}" if article.date_source else shown


def _moment(moment: datetime | None, zone: tzinfo) -> str:
    """Return a time as the clocks of the zone show it; a naive one is in the zone already."""
    if moment is None:
        return ""
    local = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.isoformat(" ", "minutes")


def inspection_page(found: Iterable[Article | Failed], timezone: str) -> bytes:
    """Return the page. It needs nothing but itself.

    Args:
        found: The articles, and what could not be read.
        timezone: The zone of the show, in which dates are shown.
    """
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - loads when used

    source = resources.files("audionews.render").joinpath("reports", "inspection.html.j2").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    rows = tuple(_rows(found, timezone))
    counts = Counter(group for row in rows for group, _ in row.lines)
    page = environment.from_string(source).render(rows=rows, counts=counts, failed=sum(bool(row.error) for row in rows))
    return page.encode("utf-8", "replace")


def _rows(found: Iterable[Article | Failed], timezone: str) -> Iterator[_Row]:
    for each in found:
        article = each.article if isinstance(each, Failed) else each
        lines = tuple((_GROUPS.get(line.place, str(line.place)), line) for line in each.lines if line.text.strip())
        facts, title = (facts_of(article, timezone), article.headline) if article else ((), "")
        if isinstance(each, Failed):
            yield _Row(each, facts, lines, title, each.error.message, each.error.remedy)
        else:
            yield _Row(each, facts, lines, title)
