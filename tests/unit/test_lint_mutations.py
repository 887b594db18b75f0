"""What is changed in a complete show, one thing at a time, and the rule that finds it.

``data/mutations.tsv`` has the changes of texts; those of bytes are here. A file is named by its role in
``tests.checked.Files``, or by its path. What is "asked" was tried by an audit of ``check``.
"""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.checked import Files, drawn, mp4, ogg_opus, write_show
from tests.newsroom import BASE

from audionews.app.checking import check
from audionews.lint.rules import Level, rules

TABLE = Path(__file__).parents[1] / "data" / "mutations.tsv"
PLACEHOLDERS = {"{BASE}": BASE, "{DIGITS}": "9" * 5000, "{LONG}": "ا" * 2001}
OF_THE_WHOLE = {"self-elsewhere", "other-guid", "xml"}  # are said of a feed, and not of a line in it
ELSEWHERE = {"asset", "shared", "missing"}  # are said of the page, item or file that is left
Change = Callable[[bytes], bytes]


class Mutation(NamedTuple):
    """What is changed, in which file, how, and the rule that finds it."""

    group: str
    what: str
    file: str
    change: Change | None
    rule: str
    instead: str = ""


class Good(NamedTuple):
    folder: Path
    files: Files


def replaced(old: str, new: str) -> Change:
    """Return the change of a text: a pattern, and what stands there instead of its first match."""
    for name, value in PLACEHOLDERS.items():
        old, new = old.replace(name, value), new.replace(name, value)

    def change(blob: bytes) -> bytes:
        return re.sub(old, new, blob.decode(), count=1, flags=re.DOTALL).encode()

    return change


def first_of(key: str, **values: object) -> Change:
    """Return a change of the first object in a list of a JSON object."""

    def change(blob: bytes) -> bytes:
        whole = json.loads(blob)
        whole[key][0] |= values
        return json.dumps(whole).encode()

    return change


def cut(share: float) -> Change:
    return lambda blob: blob[: int(len(blob) * share)]


def recoded(blob: bytes) -> bytes:
    return blob.decode().encode("cp1256", "replace")


def with_byte(place: int, value: int) -> Change:
    return lambda blob: blob[:place] + bytes([value]) + blob[place + 1 :]


def half_of_zeros(blob: bytes) -> bytes:
    return blob[: len(blob) // 2].ljust(len(blob), b"\0")


def with_hole(blob: bytes) -> bytes:
    return blob[:250_000] + bytes(9000) + blob[259_000:]


def web_page(blob: bytes) -> bytes:
    return b"<html>404</html>".ljust(len(blob))


def other_words(blob: bytes) -> bytes:
    return re.sub(r"[ء-ي]{3,}", "كلمة", blob.decode()).encode()


def first_cues(blob: bytes) -> bytes:
    return b"\n\n".join(blob.split(b"\n\n")[:4]) + b"\n"


CHANGES: list[tuple[str, str, str, Change, str]] = [
    ("asked", "the feed of a section is cut", "section", cut(0.6), "xml"),
    ("asked", "an MP3 is shorter than named", "mp3", cut(0.5), "length"),
    ("asked", "an alternate is shorter than named", "opus", cut(0.5), "length"),
    ("asked", "a cue is past the end", "vtt", lambda blob: blob + b"\n09:00.000 --> 09:02.000\nend\n", "cue-past-end"),
    ("asked", "a WebVTT file is in cp1256", "vtt", recoded, "file-encoding"),
    ("asked", "a SubRip file is in cp1256", "srt", recoded, "file-encoding"),
    ("asked", "a JSON transcript is in cp1256", "json", recoded, "file-encoding"),
    ("asked", "a segment is past the end", "json", first_of("segments", endTime=4000.0), "cue-past-end"),
    ("asked", "segments overlap", "json", first_of("segments", endTime=9.0), "cue-overlap"),
    ("asked", "a segment ends early", "json", first_of("segments", startTime=3.0, endTime=2.0), "cue-times"),
    ("asked", "the first chapter is not at 0", "chapters", first_of("chapters", startTime=0.5), "first-chapter"),
    ("asked", "the chapters differ", "chapters", first_of("chapters", title="عنوان آخر"), "chapters-differ"),
    ("asked", "a PNG is named .jpg", "cover", lambda _: drawn(kind="PNG"), "cover-name"),
    ("asked", "a PNG is the art of an episode", "art", lambda _: drawn(kind="PNG"), "cover-name"),
    ("own", "a WebVTT file has no cues", "vtt", lambda _: b"WEBVTT\n", "vtt"),
    ("own", "an Ogg file breaks off in its last page", "opus", lambda blob: blob[:-1], "cut-sound"),
    ("own", "an Ogg file has no pages at its end", "opus", half_of_zeros, "cut-sound"),
    ("own", "an Ogg file plays longer", "opus", lambda _: ogg_opus(500), "duration"),
    ("own", "an MP4 file has no moov", "m4a", lambda blob: blob.replace(b"moov", b"free"), "cut-sound"),
    ("own", "an MP4 file breaks off", "m4a", cut(0.5), "cut-sound"),
    ("own", "an MP4 file plays longer", "m4a", lambda _: mp4(500), "duration"),
    ("own", "an MP4 file is none", "m4a", lambda blob: bytes(len(blob)), "media"),
    ("own", "half of an MP3 is zeros", "mp3", half_of_zeros, "mp3"),
    ("own", "an MP3 is a web page", "mp3", web_page, "mp3"),
    ("own", "an MP3 has a hole", "mp3", with_hole, "mp3"),
    ("own", "an MP3 is empty", "mp3", lambda _: b"", "empty"),
    ("own", "an ID3 tag has unknown flags", "mp3", with_byte(5, 0x1F), "id3"),
    ("own", "an ID3 tag is of version 9", "mp3", with_byte(3, 9), "id3"),
    ("own", "the frame of an ID3 tag is too long", "mp3", with_byte(14, 0x0F), "id3"),
    ("own", "the frame of an ID3 tag has unknown flags", "mp3", with_byte(18, 0x1F), "id3"),
    ("own", "the frame of an ID3 tag has no name", "mp3", with_byte(10, 0x07), "id3"),
    ("own", "the text of an ID3 tag has no encoding", "mp3", with_byte(20, 9), "id3"),
    ("own", "a cover breaks off", "cover", cut(0.7), "cover"),
    ("own", "a cover has four colours", "cover", lambda _: drawn(mode="CMYK"), "cover"),
    ("own", "a cover is small", "cover", lambda _: drawn(300), "cover"),
    ("own", "a cover is not square", "cover", lambda _: drawn(height=1500), "cover"),
    ("own", "a cover is grey", "cover", lambda _: drawn(mode="L"), "cover"),
    ("own", "a cover is a GIF", "cover", lambda _: drawn(kind="GIF"), "cover"),
    ("own", "a cover is a text", "cover", lambda _: b"no picture", "cover"),
    ("own", "a cover is empty", "cover", lambda _: b"", "cover"),
    ("own", "a chapter starts at a word", "chapters", first_of("chapters", startTime="00:00"), "chapters"),
    ("own", "a chapter has no title", "chapters", first_of("chapters", title=""), "chapter-title"),
    ("own", "a chapter ends before it starts", "chapters", first_of("chapters", endTime=0), "chapters"),
    ("own", "a chapter is past the end", "chapters", first_of("chapters", startTime=4000), "chapters"),
    ("own", "the link of a chapter is relative", "chapters", first_of("chapters", url="story"), "chapters"),
    ("own", "the picture of a chapter is gone", "chapters",
     first_of("chapters", img=f"{BASE}/episodes/none.jpg"), "missing"),
    ("own", "a chapter is a text", "chapters", lambda _: b'{"version":"1.2.0","chapters":["x"]}', "chapters"),
    ("own", "there are no chapters", "chapters", lambda _: b'{"version":"1.2.0","chapters":[]}', "chapters"),
    ("own", "chapters are missing in the file", "chapters",
     lambda _: b'{"version":"1.2.0","chapters":[{"startTime":0,"title":"x"}]}', "chapters-differ"),
    ("own", "a JSON transcript has no text", "json", first_of("segments", body=None), "transcript-json"),
    ("own", "a JSON transcript is a list", "json", lambda _: b"[]", "transcript-json"),
    ("own", "a JSON transcript has no segments", "json", lambda _: b'{"version":"1.0.0"}', "transcript-json"),
    ("own", "a segment is a text", "json", lambda _: b'{"version":"1.0.0","segments":["x"]}', "transcript-json"),
    ("own", "a WebVTT file ends early", "vtt", first_cues, "transcript-short"),
    ("own", "a transcript is empty", "vtt", lambda _: b"", "empty"),
    ("own", "a transcript has other words", "srt", other_words, "transcripts-differ"),
    ("own", "a SubRip file has no captions", "srt", lambda _: b"1\n", "srt"),
    ("own", "a page breaks off", "html", cut(0.9), "page"),
    ("own", "a page has a NUL", "html", lambda blob: blob.replace(b"</p>", b"\0</p>", 1), "page"),
    ("own", "a page is in cp1256", "html", recoded, "file-encoding"),
    ("own", "a page is empty", "index.html", lambda _: b"", "asset"),
    ("own", "the style of the pages is empty", "audionews.css", lambda _: b"", "asset"),
    ("own", "the description for oEmbed is cut", "oembed", cut(0.5), "linked-json"),
    ("own", "the embedded page is cut", "embed", cut(0.5), "page"),
    ("own", "the feed is cut", "feed", cut(0.8), "xml"),
    ("own", "the feed is empty", "feed", lambda _: b"", "xml"),
    ("own", "the feed is a page", "feed", lambda _: b"<html></html>", "xml"),
    ("own", "the feed is in cp1256, and does not say so", "feed", recoded, "xml"),
    ("own", "the feed is in cp1256, and says so", "feed",
     lambda blob: recoded(blob.replace(b"UTF-8", b"windows-1256")), "not-utf-8"),
    ("own", "the feed is in an encoding that does not exist", "feed",
     lambda blob: blob.replace(b"UTF-8", b"utf-12"), "xml"),
]  # fmt: skip
COPIES = [
    ("the WebVTT is that of another episode", "vtt", "other_vtt"),
    ("the JSON transcript is that of another episode", "json", "other_json"),
    ("the chapters are those of another episode", "chapters", "other_chapters"),
]
GONE = [
    ("the style of the pages is gone", "audionews.css", "asset"),
    ("the player of the pages is gone", "audionews.js", "asset"),
    ("the description for oEmbed is gone", "oembed", "asset"),
    ("the embedded page is gone", "embed", "asset"),
    ("the icon of the pages is gone", "audionews.svg", "asset"),
    ("a page is gone", "archive.html", "asset"),
    ("the worker of the pages is gone", "sw.js", "asset"),
    ("the titles for the search are gone", "titles.json", "asset"),
    ("an icon for home screens is gone", "icon-512.png", "asset"),
    *((f"the {role} is gone", role, "missing") for role in "mp3 opus vtt json html chapters cover art".split()),  # noqa: SIM905 - words
]  # fmt: skip


def table() -> list[Mutation]:
    """Return the changes of texts."""
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [Mutation(group, what, file, replaced(old, new), rule) for group, what, file, old, new, rule in rows]


MUTATIONS = [
    *table(),
    *(Mutation(*row) for row in CHANGES),
    *(Mutation("asked", what, role, None, "shared", instead) for what, role, instead in COPIES),
    *(Mutation("asked", what, path, None, rule) for what, path, rule in GONE),
]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Good:
    folder = tmp_path_factory.mktemp("show")
    return Good(folder, write_show(folder))


def mutate(mutation: Mutation, folder: Path, files: Files) -> str:
    """Change the show in the folder, and return the path of the file that was changed."""
    path = folder / getattr(files, mutation.file, mutation.file)
    before = path.read_bytes()
    path.unlink()  # it is a link to the file of the good show
    if mutation.change:
        after = mutation.change(before)
        assert after != before
        path.write_bytes(after)
    elif mutation.instead:
        shutil.copyfile(folder / getattr(files, mutation.instead), path)
    return path.relative_to(folder).as_posix()


def test_a_show_as_it_should_be_has_no_finding(good: Good) -> None:
    assert list(check("", good.folder)) == []
    assert list(check("", good.folder / good.files.feed)) == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.what.replace(" ", "-"))
def test_what_is_changed_is_found(mutation: Mutation, good: Good, tmp_path: Path) -> None:
    folder = shutil.copytree(good.folder, tmp_path / "show", copy_function=os.link)
    changed = mutate(mutation, folder, good.files)
    report = list(check("", folder))
    found = [one for one in report if one.rule == mutation.rule]
    assert found, f"{mutation.rule} is not in {[(one.rule, one.where, one.what) for one in report]}"
    assert any(changed in f"{one.where} {one.place}" for one in found) or mutation.rule in ELSEWHERE
    for one in found:
        assert one.what
        assert one.remedy == rules()[one.rule].remedy
        assert re.search("line |named in", one.place) or one.rule in OF_THE_WHOLE or one.where not in good.files
    assert not {one.rule for one in report} & {"unchecked"}


def test_every_rule_but_those_of_servers_and_folders_is_tried() -> None:
    tried = {mutation.rule for mutation in MUTATIONS}
    of_servers = {
        "answer", "unreachable", "tls", "head", "range", "sound-type", "content-type", "cors", "redirects", "downgrade",
    }  # fmt: skip
    of_folders = {"no-file", "unreadable", "huge", "foreign-guid", "unchecked", "sidecar", "other-sound", "set-aside"}
    assert rules().keys() - tried - of_servers - of_folders == set()
    assert sum(mutation.group == "asked" for mutation in MUTATIONS) >= 61


def test_what_is_only_recommended_is_no_error() -> None:
    recommended = ("no-date", "no-duration", "self", "author", "owner", "no-podcast-guid")
    assert {rules()[name].level for name in recommended} == {Level.WARNING}
