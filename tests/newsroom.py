"""A made-up newsroom and its show: what the tests of renderers, pages and server are made of."""

import dataclasses
import functools
import hashlib
import io
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import lameenc
from PIL import Image

from audionews import registry
from audionews.model import (
    ChangedShow,
    Chapter,
    Correction,
    Cue,
    Episode,
    EpisodeHeader,
    Neighbours,
    Output,
    Role,
    Segment,
    Show,
    ShowFacts,
    VoiceFacts,
)
from audionews.model.paths import LOOPBACK, small_cover_file
from audionews.ports import Renderer
from audionews.render.feed import FeedRenderer

RATE = 22_050
PAUSE = RATE // 2
BASE = "https://podcast.example.org/akhbar"

FACTS = ShowFacts(
    title="نشرة الضاد",
    description="أخبار المدينة والعالم مقروءةً بالعربية: مقال واحد في كل حلقة، مع نصّه الكامل وفصوله.",
    author="صحيفة الضاد",
    email="podcast@example.org",
    base_url=BASE,
    link="https://news.example.org",
    copyright="© صحيفة الضاد",
    guid="9b024349-ccf0-5f69-a609-6b82873eab3c",
)
VOICE = VoiceFacts(
    name="ar-test",
    engine="hts",
    engine_version="1.2",
    title="زياد",
    learned=True,
    licence="CC-BY-4.0",
    credit="سُجّل الصوت لأغراض البحث",
)
# Headline, summary points, paragraphs, one a line; a blank line between articles.
ARTICLES = Path(__file__).with_name("data").joinpath("newsroom.txt").read_text("utf-8").split("\n\n")
NEWEST = datetime(2024, 6, 20, 9, 30, tzinfo=timezone(timedelta(hours=3)))


def make_episode(number: int = 0, *, pace: float = 0.07, title: str = "") -> Episode:
    """Return the episode of an article; each is a day older than the one before.

    Args:
        number: Which episode; the articles take turns.
        pace: Seconds that a character takes.
        title: A headline instead of the article's own.
    """
    headline, *lines = ARTICLES[number % len(ARTICLES)].strip().splitlines()
    points = tuple(line[2:] for line in lines if line.startswith("- "))
    paragraphs = lines[len(points) :]
    segments = (
        Segment(role=Role.HEADLINE, text=title or headline),
        *(Segment(role=Role.SUMMARY, text=point) for point in points),
        *(Segment(role=Role.BODY, text=paragraph) for paragraph in paragraphs),
    )
    cues = _cues(segments, pace)
    published = NEWEST - timedelta(days=number)
    return Episode(
        id=f"{published:%Y-%m-%d}-{number:08x}",
        guid=f"urn:example:{number}",
        title=title or headline,
        published=published,
        updated=published,
        summary=points,
        byline="ليلى الحداد" if number == 0 else "",
        link=f"https://news.example.org/story/{number}?a=1&b=2",
        content=f"{number:064x}",
        voice=VOICE,
        size=1000 + number,
        sha256=f"{number:064x}",
        rate=RATE,
        samples=cues[-1].end + RATE,
        bitrate=64,
        loudness=-16.0,
        segments=segments,
        cues=cues,
        chapters=_chapters(segments, cues),
    )


def _cues(segments: tuple[Segment, ...], pace: float) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    moment = 0
    for index, segment in enumerate(segments):
        for sentence in segment.text.replace(". ", ".\n").splitlines():
            end = moment + int(len(sentence) * pace * RATE)
            cues.append(Cue(segment=index, role=segment.role, text=sentence, start=moment, end=end))
            moment = end + PAUSE
    return tuple(cues)


def _chapters(segments: tuple[Segment, ...], cues: tuple[Cue, ...]) -> tuple[Chapter, ...]:
    body = [index for index, segment in enumerate(segments) if segment.role is Role.BODY]
    opens = [(0, segments[0].text)]
    if body[0] > 1:
        opens.append((1, "الملخص"))
    opens += [(index, " ".join(segments[index].text.split()[:5])) for index in body]
    starts = [0, *(next(cue.start for cue in cues if cue.segment == index) for index, _ in opens[1:])]
    ends = [*starts[1:], cues[-1].end + RATE]
    return tuple(
        Chapter(title=title, start=start, end=end) for (_, title), start, end in zip(opens, starts, ends, strict=True)
    )


def make_show(count: int = 4, facts: ShowFacts = FACTS) -> Show:
    """Return a show of so many episodes, newest first; the second one has been corrected."""
    return Show(facts=facts, episodes=tuple(map(_published, range(count))))


def _published(number: int) -> Episode:
    episode = make_episode(number)
    return corrected(episode) if number == 1 else episode


def corrected(episode: Episode) -> Episode:
    """Return the episode with a correction of the day after."""
    date = episode.published.astimezone(UTC) + timedelta(days=1)
    note = "صُحّح عدد الطيور بعد أن راجعه الفريق."
    return dataclasses.replace(episode, updated=date, corrections=(Correction(date=date, note=note),))


@functools.cache
def _mp3(samples: int) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_bit_rate(64)
    encoder.silence()
    return bytes(encoder.encode(bytes(2 * samples)) + encoder.flush())


def write_sounds(show: Show, folder: Path) -> Show:
    """Write a real, silent MP3 of the right length for every episode, and return the show with the sizes."""
    (folder / "episodes").mkdir(parents=True, exist_ok=True)
    episodes = []
    for episode in show.episodes:
        sound = _mp3(episode.samples)
        (folder / f"episodes/{episode.stem}.mp3").write_bytes(sound)
        episodes.append(dataclasses.replace(episode, size=len(sound)))
    return Show(facts=show.facts, episodes=tuple(episodes))


def header_of(episode: Episode) -> EpisodeHeader:
    """Return what the catalogue knows of the episode."""
    own = {field.name for field in dataclasses.fields(EpisodeHeader)} - {"edition", "digest", "link_key"}
    digest = hashlib.sha256(repr(episode).encode()).hexdigest()
    known = {name: getattr(episode, name) for name in own}
    return EpisodeHeader(**known, link_key=episode.link, edition=bool(episode.stories), digest=digest)


def changed_show(show: Show, hidden: Iterable[Episode] = ()) -> ChangedShow:
    """Return the show as renderers are given it; its episodes are loaded from memory."""
    episodes = {episode.id: episode for episode in show.episodes}
    return ChangedShow(
        facts=show.facts,
        headers=tuple(map(header_of, show.episodes)),
        hidden=tuple(map(header_of, hidden)),
        load=lambda header: episodes[header.id],
        changed=frozenset(episodes),
    )


def outputs(renderer: Renderer, show: Show) -> Iterator[Output]:
    """Yield everything that a renderer makes of a show."""
    headers = [None, *map(header_of, show.episodes), None]
    for newer, episode, older in zip(headers, show.episodes, headers[2:], strict=False):
        yield from renderer.episode(episode, Neighbours(facts=show.facts, newer=newer, older=older))
    yield from renderer.lists(changed_show(show))


def rendered(renderer: Renderer, show: Show) -> dict[str, bytes]:
    """Return the files that a renderer makes of a show."""
    return {output.path: b"".join(output.pieces) for output in outputs(renderer, show)}


@functools.cache
def _picture() -> bytes:
    sink = io.BytesIO()
    Image.new("RGB", (320, 320), FACTS.colour).save(sink, "WEBP")
    return sink.getvalue()


def write_pages(show: Show, folder: Path) -> None:
    """Write what all renderers make of the show, and the pictures that are made with its sounds."""
    for episode in show.episodes:
        (folder / small_cover_file(episode)).write_bytes(_picture())
    for renderer in registry.renderers():
        for path, blob in rendered(renderer, show).items():
            (folder / path).write_bytes(blob)


def write_feeds(show: Show, folder: Path) -> None:
    """Write all pages of the feeds of the show."""
    for path, blob in rendered(FeedRenderer(), show).items():
        (folder / path).write_bytes(blob)


class Public:
    """A show for the server: which of its files are public (without names all are), and its base URL."""

    def __init__(self, names: Collection[str] | None = None, base_url: str = FACTS.base_url) -> None:
        self.names = names
        self.base = base_url or LOOPBACK

    def is_public(self, path: str) -> bool:
        return self.names is None or path in self.names

    def base_url(self) -> str:
        return self.base

    def sounds_url(self) -> str:
        return self.base


def public_files_of(episode_id: str) -> tuple[str, ...]:
    """Return the paths of all files of an episode that may be public, with its first sound."""
    kinds = ("mp3", "opus", "m4a", "jpg", "vtt", "srt", "transcript.json", "transcript.html", "chapters.json")
    return tuple(f"episodes/{episode_id}.{kind}" for kind in (*kinds, "html", "embed.html", "oembed.json"))
