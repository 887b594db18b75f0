"""A newsroom whose show is kept in step: its settings, its folder, its clock, and what a sync prints."""

import json
import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.newspaper import START, in_html, iso, published, rfc, sentence
from tests.pasted import Result

SETTINGS = """
voice = "silence"
{top}
[show]
base_url = "https://example.org/podcast"
[sound]
intro = ""
transition = ""
outro = ""
notice = false
{sources}
"""


@dataclass(frozen=True)
class Text:
    """An article: its number, headline and paragraphs, and when it was published."""

    number: int
    headline: str
    paragraphs: tuple[str, ...]
    date: float = START
    section: str = ""
    byline: str = ""

    def with_last(self, paragraph: str) -> "Text":
        """Return it with another last paragraph."""
        paragraphs = (*self.paragraphs[:-1], paragraph)
        return Text(self.number, self.headline, paragraphs, self.date, self.section, self.byline)


def text(number: int, **facts: str) -> Text:
    """Return a made-up article, always the same for a number."""
    chance = random.Random(number)  # noqa: S311 - no secret
    paragraphs = tuple(sentence(chance, 26) for _ in range(3))
    return Text(number, sentence(chance, 7)[:-1], paragraphs, START - 600 + number * 60, **facts)


def feed(base: str, *texts: Text) -> bytes:
    """Return a feed with whole articles."""
    items = "".join(
        f'<item><guid isPermaLink="false">id-{each.number}</guid><title>{each.headline}</title>'
        f"<link>{base}/page/{each.number}</link><pubDate>{rfc(each.date)}</pubDate><category>{each.section}</category>"
        f"<author>{each.byline}</author>"
        f"<content:encoded><![CDATA[{in_html(each.paragraphs)}]]></content:encoded></item>"
        for each in sorted(texts, key=lambda each: -each.date)
    )
    xmlns = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {xmlns}><channel><title>x</title>{items}</channel></rss>'.encode()


def teasers(base: str, *texts: Text) -> bytes:
    """Return a feed that has only the beginnings of articles."""
    items = "".join(
        f"<item><guid>{base}/page/{each.number}</guid><title>{each.headline}</title><link>{base}/page/{each.number}"
        f"</link><pubDate>{rfc(each.date)}</pubDate><description>{each.paragraphs[0][:80]} ...</description></item>"
        for each in texts
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def page(each: Text) -> bytes:
    """Return the page of an article."""
    head = f"<title>{each.headline}</title><meta property='og:type' content='article'><meta charset='utf-8'>"
    body = f"<article><h1>{each.headline}</h1>{in_html(each.paragraphs)}</article>"
    return f"<!doctype html><html lang=ar><head>{head}</head><body>{body}</body></html>".encode()


def posts(base: str, *texts: Text) -> bytes:
    """Return what WordPress lists."""
    return json.dumps(
        [
            {
                "id": each.number,
                "date_gmt": iso(each.date)[:19],
                "modified_gmt": iso(each.date)[:19],
                "guid": {"rendered": f"{base}/?p={each.number}"},
                "link": f"{base}/page/{each.number}",
                "status": "publish",
                "title": {"rendered": each.headline},
                "content": {"rendered": in_html(each.paragraphs), "protected": False},
                "excerpt": {"rendered": ""},
            }
            for each in texts
        ]
    ).encode()


def wire(each: Text, *, version: int = 0, status: str = "usable", embargo: float = 0.0) -> str:
    """Return an item of a news agency in ninjs."""
    item = {
        "uri": f"urn:wire:{each.number}",
        "type": "text",
        "firstcreated": iso(each.date),
        "versioncreated": iso(each.date + version),
        "pubstatus": status,
        "headline": each.headline,
        "body_html": in_html(each.paragraphs),
    }
    return json.dumps(item | ({"embargoed": iso(embargo)} if embargo else {}), ensure_ascii=False)


@dataclass
class Newsroom:
    """A folder with settings, in which syncs are run.

    Attributes:
        run: Runs the program in this process.
        environment: Sets the time of the program.
        folder: The folder.
    """

    run: Callable[..., Result]
    environment: pytest.MonkeyPatch
    folder: Path
    now: float = START

    def settings(self, *sources: str, top: str = "") -> None:
        """Write the settings: the keys of each source."""
        tables = "".join(f"[[sync]]\n{each}\n" for each in sources)
        (self.folder / "audionews.toml").write_text(SETTINGS.format(top=top, sources=tables), "utf-8")

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds

    def drop(self, name: str, content: str) -> None:
        """Put a file into the folder "wires", written a while ago."""
        file = self.folder / "wires" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, "utf-8")
        os.utime(file, (self.now - 3600,) * 2)

    def sync(self, *arguments: str, code: int = 0) -> Result:
        """Sync, and return what it printed."""
        self.environment.setenv("SOURCE_DATE_EPOCH", str(int(self.now)))
        result = self.run("sync", "--allow-private", *arguments)
        assert result.code == code, result.out + result.err
        return result

    def headlines(self) -> list[str]:
        """Return the headlines that listeners find."""
        return sorted(str(each["title"]) for each in published(self.folder / "output", self.now))

    def in_feed(self) -> int:
        """Return how many episodes the feed of the show has."""
        return (self.folder / "output" / "feed.xml").read_text("utf-8").count("<item>")
