"""The table of the rules, and what each part of the lint returns."""

import ast
import doctest
import importlib
import io
import re
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.audio_signals import pcm_clip, speech
from tests.checked import mp4, ogg_opus, write_show
from tests.newsroom import BASE

from audionews.app.checking import check
from audionews.artwork.picture import read_picture
from audionews.audio.mastering import Sound, encode
from audionews.audio.measure import measure
from audionews.audio.mp3 import frame_count, info_frame
from audionews.errors import did_you_mean
from audionews.lint.addresses import address_faults, is_local
from audionews.lint.dates import date_faults
from audionews.lint.delivery import Reply, size_of
from audionews.lint.id3 import tag_faults
from audionews.lint.media import media_faults
from audionews.lint.picture import cover_faults
from audionews.lint.podcast_tags import TAGS, people
from audionews.lint.rules import Fault, Level, first_few, rules
from audionews.lint.sound import mp3_faults, read_mp3
from audionews.model.categories import categories

SOURCE = Path(__file__).parents[2] / "src" / "audionews"
MODULES = sorted((SOURCE / "lint").rglob("*.py"))
NOW = datetime(2024, 6, 20, 12, tzinfo=UTC)


def named(tree: ast.AST) -> Iterator[str]:
    """Yield the names of rules that a module has: of faults, tags and replies, and in tables of checks."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Fault" | "Tag"), args=[ast.Constant(value=str(name)), *_]):
                yield name
            case ast.keyword(arg="rule", value=ast.Constant(value=str(name))):
                yield name
            case ast.IfExp(body=ast.Constant(value="tls"), orelse=ast.Constant(value=str(name))):
                yield from ("tls", name)
            case ast.Tuple(elts=[ast.Constant(value=str(name)), _, ast.Constant(value=str(what))]) if " " in what:
                yield name


def test_every_rule_is_in_the_table_and_every_row_is_used() -> None:
    used = {
        name
        for path in [*MODULES, SOURCE / "app" / "checking.py"]
        for name in named(ast.parse(path.read_text("utf-8")))
    }
    assert used - {"missing"} <= rules().keys()
    assert rules().keys() - used == set()


def test_every_row_says_who_asks_for_what_and_what_to_do() -> None:
    for name, rule in rules().items():
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name)
        assert rule.source
        assert rule.asks[0].isupper() or rule.asks.startswith(("podcast:", "itunes:"))
        assert rule.remedy
        assert not rule.remedy.endswith(".")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_examples_of_the_lint_are_right(path: Path) -> None:
    name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_categories_are_those_of_apple() -> None:
    assert len(categories()) == 19
    assert sum(map(len, categories().values())) == 91
    assert "Daily News" in categories()["News"]
    assert categories()["Technology"] == ()
    assert did_you_mean("Bussiness", categories()) == 'did you mean "Business"?'


def test_the_roles_are_those_of_the_vocabulary() -> None:
    assert "author" in people()["writing"]
    assert "host" in people()["cast"]
    assert len(people()) == 11


def test_tags_name_rules_that_exist() -> None:
    assert {tag.rule for tag in TAGS.values()} <= rules().keys()


def test_a_finding_says_who_asks_for_it_and_what_to_do(tmp_path: Path) -> None:
    write_show(tmp_path)
    feed = tmp_path / "feed.xml"
    feed.write_text(feed.read_text("utf-8").replace("audio/mpeg", "audio/mp3", 1), "utf-8")
    (found,) = check("", tmp_path)
    assert (found.level, found.rule, found.where) == (Level.ERROR, "type", "feed.xml")
    assert re.match(r"line \d+, item 1: ", found.place)
    assert "Apple" in found.source
    assert "audio/mpeg" in found.remedy


def test_pages_of_older_episodes_are_looked_at_too(tmp_path: Path) -> None:
    write_show(tmp_path)
    feed = tmp_path / "feed.xml"
    whole = feed.read_text("utf-8")
    first, *items = re.findall("<item>.*?</item>", whole, re.DOTALL)
    older = whole.replace(first, "").replace("audio/mpeg", "audio/mp3").replace("feed.xml", "feed-2.xml")
    newer = whole.replace("".join(items), "").replace(items[0], "").replace(items[1], "")
    link = f'<atom:link rel="next" href="{BASE}/feed-2.xml"/><atom:link '
    (tmp_path / "feed-2.xml").write_text(older, "utf-8")
    feed.write_text(newer.replace("<atom:link ", link, 1), "utf-8")
    assert [(one.rule, one.where) for one in check("", tmp_path) if one.rule != "other-guid"] == [
        ("type", "feed-2.xml")
    ] * 2


def test_what_is_elsewhere_is_not_looked_for(tmp_path: Path) -> None:
    files = write_show(tmp_path)
    for feed in (tmp_path / files.feed, tmp_path / files.section):
        elsewhere = feed.read_text("utf-8").replace(
            f'<enclosure url="{BASE}', '<enclosure url="https://cdn.example.org'
        )
        feed.write_text(elsewhere, "utf-8")
    (tmp_path / files.mp3).unlink()
    assert {one.rule for one in check("", tmp_path)} == {"asset"}  # the pages still name it


def test_times_with_hours_and_without_are_read(tmp_path: Path) -> None:
    files = write_show(tmp_path)
    cues = "\n\n".join(f"{n:02}:00.000 --> {n:02}:59.000 align:start\n<v منى>كلمة {n}" for n in range(2))
    (tmp_path / files.vtt).write_text(
        f"\ufeffWEBVTT - title\r\n\r\nNOTE x\r\n\r\n{cues}\n".replace("\n", "\r\n"), "utf-8"
    )
    assert {one.rule for one in check("", tmp_path)} <= {"cue-past-end"}


@pytest.mark.parametrize(
    ("written", "rules"),
    [
        ("Thu, 20 Jun 2024 09:30:00 +0300", []),
        ("20 Jun 2024 09:30 GMT", []),
        ("Thu, 20 Jun 2024 09:30:60 -0000", []),
        ("Fri, 21 Jun 2024 09:30:00 +0300", []),
        ("Thu, 20 Jun 2024 09:30:00 EDT", []),
        ("Fri, 20 Jun 2024 09:30:00 +0300", ["weekday"]),
        ("Thu, 20 Jun 2024 09:30:00", ["zone"]),
        ("Thu, 20 Jun 2024 09:30:00 AST", ["zone"]),
        ("Sat, 22 Jun 2024 09:30:00 +0300", ["future"]),
        ("Thu, 20 Jun 2024 25:30:00 +0300", ["date"]),
        ("Thu, 20 Jun 2024 09:30:00 +9900", ["date"]),
        ("2024-06-20T09:30:00Z", ["date"]),
        ("الخميس 20 يونيو 2024", ["date"]),
        ("Thu, 20 Jun ٢٠٢٤ 09:30:00 GMT", ["date"]),
        ("Mon, 01 Jan 0000 00:00:00 GMT", ["date"]),
        ("", ["date"]),
    ],
)
def test_dates(written: str, rules: list[str]) -> None:
    assert [fault.rule for fault in date_faults(written, "pubDate", NOW)] == rules


@pytest.mark.parametrize(
    ("url", "rules"),
    [
        ("https://example.org/a.mp3?x=1#t", []),
        ("https://xn--mgbh0fb.example/a.mp3", []),
        ("http://192.0.2.1:8000/a", []),
        ("https://[2001:db8::1]/a", []),
        ("https://example.org/%D8%AE", []),
        ("https://example.org/خبر", ["encoding-of-address"]),
        ("https://أخبار.example/a", ["address"]),
        ("", ["address"]),
        ("a.mp3", ["address"]),
        ("/a.mp3", ["address"]),
        ("//example.org/a.mp3", ["address"]),
        ("ftp://example.org/a.mp3", ["address"]),
        ("https://", ["address"]),
        ("https://example.org/a b", ["address"]),
        ("https://example.org:0/a", ["address"]),
        ("https://example.org:99999/a", ["address"]),
        ("https://[::1/a", ["address"]),
        ("https://-a-.example/a", ["address"]),
        ("https://example.org/" + "a" * 3000, ["address"]),
        ("https://example.org/a/../b", ["outside"]),
        ("https://example.org/%2e%2e/b", ["outside"]),
    ],
)
def test_addresses(url: str, rules: list[str]) -> None:
    assert [fault.rule for fault in address_faults(url, "the link")] == rules


def test_addresses_of_ones_own_network_are_told_from_public_ones() -> None:
    own = ("127.0.0.1", "10.0.0.3", "192.168.1.1", "::1", "localhost", "news.local", "169.254.169.254")
    assert all(map(is_local, own))
    assert not any(map(is_local, ("8.8.8.8", "example.org", "xn--mgbh0fb.example")))


@pytest.fixture(scope="module")
def frames() -> bytes:
    clip = pcm_clip(speech(1.0), 22050)
    return encode(clip, measure(clip), gain=0.0, pause=300, sound=Sound(rate=44100)).frames


def faults_of(blob: bytes, length: int | None = None) -> list[str]:
    return [fault.rule for fault in mp3_faults(read_mp3(io.BytesIO(blob), len(blob)), length)]


def test_the_frames_of_an_mp3_are_counted(frames: bytes) -> None:
    found = read_mp3(io.BytesIO(frames), len(frames))
    assert found is not None
    assert found.frames * 1152 / 44100 == pytest.approx(found.seconds)
    assert found.promised is None
    assert faults_of(frames, round(found.seconds)) == []
    assert faults_of(frames, 60) == ["duration"]


def test_an_mp3_that_says_how_many_frames_it_has_is_held_to_it(frames: bytes) -> None:
    count = frame_count(frames)
    whole = info_frame(rate=44100, bitrate=64, frames=count, size=len(frames)) + frames
    found = read_mp3(io.BytesIO(whole), len(whole))
    assert found is not None
    assert found.promised == found.frames == count
    assert faults_of(whole) == []
    assert faults_of(whole[: len(whole) // 2]) == faults_of(whole[:-10]) == ["cut-sound"]
    assert faults_of(whole.replace(b"Info", b"Xing").replace(b"\0\0\0\x0f", b"\0\0\0\x0e")[:-3000]) == ["cut-sound"]


def test_what_follows_the_last_frame_is_no_fault(frames: bytes) -> None:
    for trailer in (b"TAG".ljust(128, b"\0"), b"APETAGEX" + bytes(300), bytes(5000)):
        assert faults_of(frames + trailer) == []
    assert faults_of(frames + b"x" * 100_000) == ["mp3"]


def test_two_tags_and_filling_may_stand_before_the_first_frame(frames: bytes) -> None:
    tag = b"ID3\4\0\0\0\0\0\x0bTIT2\0\0\0\1\0\0\0"
    assert faults_of(tag + tag + bytes(100) + frames) == []
    assert faults_of(tag * 3) == ["mp3"]
    assert faults_of(b"ID3\4\0\0\x7f\x7f\x7f\x7f" + frames) == ["id3"]
    assert faults_of(b"") == ["mp3"]


@pytest.mark.parametrize(
    ("tag", "faults"),
    [
        (b"ID3\2\0\0\0\0\0\x06TT2\0\0\0", 0),
        (b"ID3\3\0\x80\0\0\0\x02\0\0", 0),
        (b"ID3\4\0\0\0\0\0\x0bTIT2\0\0\0\x81\0\0\3", 1),
        (b"ID3\4\0\0\0\0\0\x0bTIT2\0\0\0\1\0\0\3", 0),
        (b"ID3\3\0\0\0\0\x80\x00", 1),
        (b"ID3\3\0\0\0\0\0\x30TIT2", 1),
        (b"ID3\3\xff\0\0\0\0\0", 1),
    ],
)
def test_tags(tag: bytes, faults: int) -> None:
    assert len(list(tag_faults(tag))) == faults


@pytest.mark.parametrize(
    ("blob", "kind", "rules"),
    [
        (ogg_opus(60), "audio/ogg", []),
        (ogg_opus(60), "audio/opus", []),
        (ogg_opus(90), "audio/ogg", ["duration"]),
        (ogg_opus(60), "audio/mp4", ["media"]),
        (ogg_opus(60)[:40], "audio/ogg", ["cut-sound"]),
        (ogg_opus(60).replace(b"OpusHead", b"\x7fFLAC\1\0\0"), "audio/ogg", []),
        (mp4(60), "audio/x-m4a", []),
        (mp4(90), "audio/mp4", ["duration"]),
        (mp4(60).replace(b"mvhd", b"free"), "audio/mp4", []),
        (mp4(60) + b"\0\0\0\0free", "audio/mp4", []),
        (mp4(60) + b"\0\0\0\1free\0\0\0\0\0\0\0\x10", "audio/mp4", []),
        (mp4(60) + b"\0\0\0\1free\0\0\0\1\0\0\0\x10", "audio/mp4", ["cut-sound"]),
        (b"fLaC" + bytes(50), "audio/flac", []),
        (b"", "audio/ogg", ["media"]),
    ],
)
def test_containers(blob: bytes, kind: str, rules: list[str]) -> None:
    assert [fault.rule for fault in media_faults(io.BytesIO(blob), len(blob), kind, 60)] == rules


def test_the_size_is_told_by_either_answer() -> None:
    told = {"Content-Range": "bytes 0-1/77", "Content-Length": "2"}
    assert size_of(Reply(200, {"Content-Length": "77"}), Reply(200)) == 77
    assert size_of(Reply(405), Reply(206, told)) == 77
    assert size_of(Reply(405), Reply(206, {"Content-Range": "bytes 0-1/*"})) is None
    assert size_of(Reply(200, {"Content-Length": "9" * 5000}), Reply(200)) is None


def test_what_is_no_picture_is_told_by_none() -> None:
    assert read_picture(b"") is None


def test_a_picture_of_any_size_is_not_loaded(recwarn: pytest.WarningsRecorder) -> None:
    for edge in (10_000, 60_000):
        header = struct.pack(">II5B", edge, edge, 8, 2, 0, 0, 0)
        chunk = b"IHDR" + header
        blob = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(header)) + chunk + struct.pack(">I", zlib.crc32(chunk))
        assert {fault.rule for fault in cover_faults(blob, "https://example.org/a.png")} == {"cover"}
    assert not recwarn.list


def test_the_first_of_many_faults_are_told_and_how_many_are_left() -> None:
    many = [Fault("vtt", str(number)) for number in range(5)]
    told = list(first_few([*many, Fault("srt", "one")]))
    assert [fault.what for fault in told] == ["0", "1", "2", "one", "2 more of this kind"]


def test_a_wrong_duration_is_said_once(tmp_path: Path) -> None:
    files = write_show(tmp_path)
    feed = tmp_path / files.feed
    feed.write_text(re.sub(r"<itunes:duration>\d+", "<itunes:duration>3", feed.read_text("utf-8"), count=1), "utf-8")
    found = {(one.rule, one.where) for one in check("", tmp_path)}
    assert {rule for rule, _ in found} == {"duration", "soundbite", "inline-chapters"}
    assert ("duration", files.mp3) in found


def test_what_scripts_styles_and_metadata_name_is_looked_for(tmp_path: Path) -> None:
    write_show(tmp_path)
    page, script, style = (tmp_path / name for name in ("index.html", "audionews.js", "audionews.css"))
    page.write_text(
        page.read_text("utf-8").replace("</head>", '<meta property="og:image" content="a.jpg"></head>'), "utf-8"
    )
    script.write_text(
        script.read_text("utf-8") + '\nimport "./b.js";import("../c.js");"./d.js";import x from "./e.js"', "utf-8"
    )
    style.write_text(
        style.read_text("utf-8") + "\na{background:url(f.png)}b{background:url('data:image/png;base64,x')}", "utf-8"
    )
    (tmp_path / "e.js").write_text("import './g.js'")
    missing = {re.findall('"(.*?)"', one.what)[0] for one in check("", tmp_path) if one.rule == "asset"}
    assert missing == {"a.jpg", "b.js", "f.png", "g.js"}


def test_captions_that_only_pages_name_are_read(tmp_path: Path) -> None:
    files = write_show(tmp_path)
    for feed in (tmp_path / files.feed, tmp_path / files.section):
        feed.write_text(re.sub('<podcast:transcript [^>]*x-subrip"[^>]*>', "", feed.read_text("utf-8")), "utf-8")
    captions = tmp_path / files.srt
    captions.write_text(captions.read_text("utf-8").replace("00:00:00,000 -->", "00:00:09,000 -->"), "utf-8")
    assert {(one.rule, one.where) for one in check("", tmp_path)} >= {("cue-times", files.srt)}
