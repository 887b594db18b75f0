"""A newspaper on loopback that publishes, corrects, retracts, embargoes, redirects, fails and answers slowly.

It has a feed with whole articles, a feed with teasers of its pages, a WordPress site and a folder of wires. Its time is
made up. ``expected`` says what a show that is in step with it has.
"""

import json
import random
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

Answer: TypeAlias = tuple[int, dict[str, str], bytes]
Pages: TypeAlias = dict[str, Callable[[], Answer]]
START = 1_718_900_000  # seconds since 1970: 20 June 2024
WINDOW = 40  # articles in a feed
CHANNELS = ("full", "teaser", "wordpress", "wire")
_NOUNS = """
الوزير المدينة المدرسة النهر الجسر السوق المزرعة الميناء القطار الطريق المتحف المكتبة الحديقة الجامعة المصنع البحر
الجبل القرية الملعب الفريق المدرب الطبيب المهندس الفلاح الكاتب الشاعر التاجر البنك المجلس القانون المشروع التقرير الخبير
الباحث الطالب المعلم المطار السفينة الطائرة الحافلة الكهرباء المياه الشمس القمح الزيتون التمر القهوة الصحراء الواحة
"""
_VERBS = """
افتتح أعلن زار بنى درس ناقش رحب اختار وصل غادر شاهد كتب رسم زرع حصد باع اشترى أصلح راجع قدم طلب وعد شكر استقبل
"""
_OTHERS = """
الجديد القديم الكبير الصغير السريع البعيد القريب الجميل الواسع الحديث المهم الطويل أمس اليوم غدا صباحا مساء قرب خلف أمام
داخل خارج بعد قبل خلال ضمن
"""
_LISTS = tuple(words.split() for words in (_VERBS, _NOUNS, _OTHERS, _NOUNS))


@dataclass(frozen=True)
class Story:
    """An article of the newspaper.

    Attributes:
        number: Names it.
        channel: Where it is published.
        headline: Its headline.
        paragraphs: Its text.
        date: When it was published, in seconds since 1970.
        changed: When it was last changed.
        status: "live", "gone" (410), "missing" (404), "trash", "canceled" or "withheld".
        embargo: Until when it may not be published; 0 is none.
        also: The number of the story that another source had before, or -1.
    """

    number: int
    channel: str
    headline: str
    paragraphs: tuple[str, ...]
    date: float
    changed: float
    status: str = "live"
    embargo: float = 0.0
    also: int = -1


@dataclass(frozen=True)
class Expected:
    """An episode that the show should have."""

    headline: str
    paragraphs: tuple[str, ...]


def sentence(chance: random.Random, words: int) -> str:
    """Return a made-up sentence."""
    return " ".join(chance.choice(_LISTS[at % 4]) for at in range(words)) + "."


class Newspaper:
    """The state of the newspaper, and what it serves.

    Args:
        seed: What happens depends on it.
        folder: Where wires are dropped.
    """

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.folder = folder
        self.stories: dict[int, Story] = {}
        self.now = float(START)
        self.faults = 0.15  # the share of answers that fail
        self.lock = threading.Lock()
        self.asked: list[str] = []
        self.told: set[int] = set()  # stories whose pages were served: of another one nobody knows what it said
        self.base = ""
        self.moves = 0  # how often the site has moved: all ids and links of its feeds are others then
        self.knows_versions = seed % 2 == 0  # of its lists
        folder.mkdir(parents=True, exist_ok=True)

    # What happens

    def act(self) -> None:
        """Let something happen, or nothing."""
        with self.lock:
            self.now += self.chance.choice((300, 600, 1200, 2400))
            for what, share in (
                (self.publish, 0.55),
                (self.correct, 0.3),
                (self.retract, 0.12),
                (self.republish, 0.04),
                (self.repeat, 0.06),
                (self.move, 0.02),
                (self.tidy, 0.05),
            ):
                if self.chance.random() < share:
                    what()

    def publish(self) -> None:
        """Publish an article."""
        number, chance = len(self.stories), self.chance
        channel = chance.choice(CHANNELS)
        embargo = self.now + 7200 if channel == "wire" and chance.random() < 0.25 else 0.0
        self._put(
            Story(
                number=number,
                channel=channel,
                headline=sentence(chance, 7)[:-1],
                paragraphs=tuple(sentence(chance, 26) for _ in range(3)),
                date=self.now,
                changed=self.now,
                embargo=embargo,
            )
        )

    def repeat(self) -> None:
        """Publish a story of the wires on a page too, with another headline."""
        told = {each.also for each in self.stories.values()}
        found = [each for each in self._live("wire") if not each.embargo and each.number not in told]
        if found:
            wire = self.chance.choice(found)
            headline, number = sentence(self.chance, 6)[:-1], len(self.stories)
            again = replace(wire, number=number, channel="teaser", headline=headline, also=wire.number)
            self._put(replace(again, date=self.now, changed=self.now))

    def correct(self) -> None:
        """Change the last paragraph of an article."""
        listed = set(self._listed("full"))  # nothing says that an older one has changed
        found = [each for each in self._live() if each.also < 0 and not self._is_repeated(each)]
        if found := [each for each in found if each.channel != "full" or each in listed]:
            before = self.chance.choice(found)
            paragraphs = (*before.paragraphs[:-1], sentence(self.chance, 26))
            self._put(replace(before, paragraphs=paragraphs, changed=self.now))

    def retract(self) -> None:
        """Withdraw an article in the way of its channel."""
        if found := self._live():
            before = self.chance.choice(found)
            ways = {"full": ["gone", "missing"], "teaser": ["gone", "missing"], "wordpress": ["trash"]}
            status = self.chance.choice(ways.get(before.channel, ["canceled", "canceled", "withheld"]))
            self._put(replace(before, status=status, changed=self.now))

    def republish(self) -> None:
        """Publish an article again that was withdrawn in a way that can be taken back."""
        back = [each for each in self.stories.values() if each.status in {"trash", "withheld", "missing"}]
        if back:
            self._put(replace(self.chance.choice(back), status="live", changed=self.now))

    def move(self) -> None:
        """Move the site to another system: ids and links are others, and the old pages are missing."""
        self.moves += 1

    def tidy(self) -> None:
        """Rename a wire."""
        files = sorted(self.folder.glob("[!.]*.json"))
        if files:
            file = self.chance.choice(files)
            file.rename(file.with_name(f"tidy-{file.name}"))

    def _live(self, channel: str = "") -> list[Story]:
        return [each for each in self.stories.values() if each.status == "live" and channel in {"", each.channel}]

    def _is_repeated(self, story: Story) -> bool:
        return any(each.also == story.number for each in self.stories.values())

    def _put(self, story: Story) -> None:
        self.stories[story.number] = story
        if story.channel == "wire":
            self._drop(story)

    def _drop(self, story: Story) -> None:
        """Put a wire into the folder: a new file for each version."""
        item = {
            "uri": f"urn:newsml:wire.test:{story.number}",
            "type": "text",
            "version": str(int(story.changed)),
            "firstcreated": iso(story.date),
            "versioncreated": iso(story.changed),
            "pubstatus": {"live": "usable"}.get(story.status, story.status),
            "headline": story.headline,
            "body_html": in_html(story.paragraphs),
            "language": "ar",
        }
        if story.embargo:
            item["embargoed"] = iso(story.embargo)
        name = f"{story.number}-{int(story.changed)}-{story.status}.json"
        made = self.folder / f".{name}"
        made.write_text(json.dumps(item, ensure_ascii=False), "utf-8")
        made.replace(self.folder / name)

    # What a show should be

    def expected(self) -> list[Expected]:
        """Return the episodes that listeners should get now."""
        with self.lock:
            found = []
            for story in self.stories.values():
                waits = story.embargo > self.now
                own = self.stories[story.also] if story.also >= 0 else story
                told = [self.stories[number] for number in self.told]
                twins = [each for each in told if each.also == story.number]
                if story.also < 0 and not waits and all(each.status == "live" for each in (own, *twins)):
                    found.append(Expected(own.headline, own.paragraphs))
            return found

    def same_headlines(self) -> dict[str, str]:
        """Return the headlines of the same stories in two sources: that of the second and that of the first.

        The show has the one that it found first, which need not be the one that was published first.
        """
        return {each.headline: self.stories[each.also].headline for each in self.stories.values() if each.also >= 0}

    # What it serves

    def answer(self, path: str) -> Answer:
        """Return status, headers and body for a path."""
        parts = urlsplit(path)
        pages: Pages = {
            "/robots.txt": lambda: (404, {}, b""),
            "/full.xml": lambda: self._feed(self._full_items(), may_move=True),
            "/moved.xml": lambda: self._feed(self._full_items()),
            "/teaser.xml": lambda: self._feed(self._teaser_items()),
            "/wp-json/wp/v2/posts": lambda: self._posts(parse_qs(parts.query)),
        }
        with self.lock:
            self.asked.append(path)
            if parts.path != "/robots.txt" and self.chance.random() < self.faults:
                return self._fault(path)
            if parts.path.startswith("/page/"):
                return self._page(parts.path)
            return pages.get(parts.path, lambda: (404, {}, b""))()

    def _fault(self, path: str) -> Answer:
        error = b"<html><body><h1>Error</h1></body></html>"
        moved = {"Location": "/moved.xml" if path.startswith("/full") else "/nowhere"}
        faults: list[Answer] = [
            (500, {}, error),
            (503, {"Retry-After": "120"}, b""),
            (429, {}, b""),
            (302, moved, b""),
            (504, {"X-Slow": "0.1"}, b""),
            (200, {"X-Break": "1", "Content-Type": "text/xml"}, b"<rss><channel><item><title>"),
            (200, {"Content-Type": "text/html"}, error),
        ]
        return self.chance.choice(faults)

    def _feed(self, items: list[str], *, may_move: bool = False) -> Answer:
        """Return a feed, in a charset that need not be the one that it says."""
        if may_move and self.chance.random() < 0.1:
            return 301, {"Location": "/moved.xml"}, b""
        xml = (
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>أخبار</title>'
        )
        xml += f"{''.join(items)}</channel></rss>"
        said, used = (("utf-8", "utf-8"), ("windows-1256", "windows-1256"), ("iso-8859-1", "windows-1256"))[
            self.chance.choice((0, 0, 0, 1, 2))
        ]
        body = f'<?xml version="1.0" encoding="{said}"?>{xml}'.encode(used, "xmlcharrefreplace")
        return 200, {"Content-Type": f"application/rss+xml; charset={said}", **self._version(xml)}, body

    def _listed(self, channel: str) -> list[Story]:
        """Return the newest articles of a channel; what is gone stays in the list of teasers for a while."""
        found = [each for each in self.stories.values() if each.channel == channel]
        if channel != "teaser":
            found = [each for each in found if each.status == "live"]
        return sorted(found, key=lambda each: -each.date)[:WINDOW]

    def _full_items(self) -> list[str]:
        return [
            f'<item><guid isPermaLink="false">full-{self.moves}-{each.number}</guid>'
            f"<title>{escape(each.headline)}</title>"
            f"<link>{self.link(each)}</link><pubDate>{rfc(each.date)}</pubDate>"
            f"<content:encoded><![CDATA[{in_html(each.paragraphs)}]]></content:encoded></item>"
            for each in self._listed("full")
        ]

    def _teaser_items(self) -> list[str]:
        return [
            f"<item><guid>{self.link(each)}</guid><title>{escape(each.headline)}</title><link>{self.link(each)}</link>"
            f"<pubDate>{rfc(each.date)}</pubDate><description>{each.paragraphs[0][:90]} ...</description></item>"
            for each in self._listed("teaser")
        ]

    def _posts(self, asked: dict[str, list[str]]) -> Answer:
        live = [each for each in self.stories.values() if each.channel == "wordpress" and each.status == "live"]
        if "include" in asked:
            numbers = set(asked["include"][0].split(","))
            posts: list[dict[str, object]] = [
                {"id": 1 + each.number} for each in live if str(1 + each.number) in numbers
            ]
        else:
            page, size = int(asked.get("page", ["1"])[0]), int(asked["per_page"][0])
            newest = sorted(live, key=lambda each: (-each.changed, each.number))[size * (page - 1) : size * page]
            posts = [self._post(each) for each in newest]
            if page > 1 and not posts:
                return 400, {}, b'{"code": "rest_post_invalid_page_number", "message": "no"}'
        content = json.dumps(posts)
        return 200, {"Content-Type": "application/json; charset=UTF-8", **self._version(content)}, content.encode()

    def _version(self, content: str) -> dict[str, str]:
        """Return the version of a list; every other newspaper knows none."""
        return {"ETag": f'"{zlib.crc32(content.encode()):x}"'} if self.knows_versions else {}

    def _post(self, story: Story) -> dict[str, object]:
        return {
            "id": 1 + story.number,
            "date_gmt": iso(story.date)[:19],
            "modified_gmt": iso(story.changed)[:19],
            "guid": {"rendered": f"{self.base}/?p={1 + story.number}"},
            "link": self.link(story),
            "status": "publish",
            "type": "post",
            "title": {"rendered": escape(story.headline)},
            "content": {"rendered": in_html(story.paragraphs), "protected": False},
            "excerpt": {"rendered": ""},
        }

    def _page(self, path: str) -> Answer:
        number, _, moves = path.rpartition("/")[2].partition("-")
        story = self.stories.get(int(number))
        if story is None or int(moves or 0) != self._moves(story) or story.status in {"missing", "trash"}:
            return 404, {}, b"<html><body>404</body></html>"
        if story.status == "gone":
            return 410, {}, b""
        if path.startswith("/page/old/"):
            return 301, {"Location": f"/page/{story.number}"}, b""
        self.told.add(story.number)
        head = f"<title>{escape(story.headline)}</title><link rel='canonical' href='{self.link(story)}'>"
        head += "<meta property='og:type' content='article'><meta charset='utf-8'>"
        body = f"<article><h1>{escape(story.headline)}</h1>{in_html(story.paragraphs)}</article>"
        etag = f'"{story.number}-{int(story.changed)}"'
        page = f"<!doctype html><html lang=ar><head>{head}</head><body>{body}</body></html>".encode()
        return 200, {"Content-Type": "text/html; charset=utf-8", "ETag": etag}, page

    def link(self, story: Story) -> str:
        """Return the address of the page of an article."""
        moves = self._moves(story)
        return f"{self.base}/page/{story.number}" + (f"-{moves}" if moves else "")

    def _moves(self, story: Story) -> int:
        return self.moves if story.channel in {"full", "teaser"} else 0


def in_html(paragraphs: tuple[str, ...]) -> str:
    """Return paragraphs as HTML."""
    return "".join(f"<p>{escape(each)}</p>" for each in paragraphs)


def iso(seconds: float) -> str:
    """Return a time as wires write it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def rfc(seconds: float) -> str:
    """Return a time as feeds write it."""
    return format_datetime(datetime.fromtimestamp(seconds, UTC))


class PaperHandler(BaseHTTPRequestHandler):
    """Answers for the newspaper."""

    server: "PaperServer"

    def do_GET(self) -> None:
        status, headers, body = self.server.paper.answer(self.path)
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        time.sleep(float(headers.get("X-Slow", "0")))
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + 1000 * ("X-Break" in headers)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class PaperServer(ThreadingHTTPServer):
    """Serves a newspaper."""

    daemon_threads = True

    def __init__(self, paper: Newspaper) -> None:
        super().__init__(("127.0.0.1", 0), PaperHandler)
        self.paper = paper
        paper.base = f"http://127.0.0.1:{self.server_address[1]}"


@dataclass
class Watched:
    """What was seen of a show over time: the GUID of each episode, by its id."""

    guids: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)

    def look(self, folder: Path) -> None:
        """Look at the sidecars, and note GUIDs that are others than before."""
        for sidecar in sorted((folder / "episodes").glob("*.json")):
            if sidecar.name.count(".") == 1:
                facts = json.loads(sidecar.read_bytes())
                if self.guids.setdefault(facts["id"], facts["guid"]) != facts["guid"]:
                    self.changed.append(facts["id"])


def published(folder: Path, now: float) -> list[dict[str, object]]:
    """Return the facts of the episodes that listeners get."""
    found = []
    for sidecar in sorted((folder / "episodes").glob("*.json")):
        if sidecar.name.count(".") == 1:
            facts = json.loads(sidecar.read_bytes())
            until = facts.get("publish_at")
            if not facts.get("removed") and (not until or datetime.fromisoformat(until).timestamp() <= now):
                found.append(facts)
    return found


def words_in(facts: dict[str, object]) -> Expected:
    """Return headline and paragraphs of an episode."""
    segments = facts["segments"]
    assert isinstance(segments, list)
    body = tuple(str(each["text"]) for each in segments if each["role"] == "body")
    return Expected(str(facts["title"]), body)
