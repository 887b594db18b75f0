"""Whatever the files of a show are, check gives a report and ends with 0 or 1, and no rule of it fails by itself."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checked import Files, write_show

from audionews.cli.main import run
from audionews.lint.id3 import tag_faults
from audionews.lint.media import media_faults
from audionews.lint.sound import read_mp3
from audionews.lint.transcripts.reading import read_transcript
from audionews.lint.xml_document import read_xml

TOKENS = [
    b"\0", b"\xff\xfb\x90\x64", b"ID3\4\0\xff\x7f\x7f\x7f\x7f", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"]]>",
    b"<![CDATA[", b"../" * 9, b"%2e%2e%2f%00", b"9" * 5000, b"-1", b"NaN", b"1e999", b"[" * 9000, b'{"a":' * 9000,
    b"<a>" * 200, b"\xff\xfe", b"00:00:00.000 --> 99999:00:00.000\n", "٠١٢٣".encode(), "\u202e\u0600".encode(),
    b"\\ud800", b"http://[::1/", b"//", b"#", b"?", b"xmlns:a='a}b' ", b"<item>", b"</item>", b"moov", b"OggS",
    b"\xff" * 70_000,
]  # fmt: skip
ROLES = [*Files._fields, "index.html", "audionews.css"]


@st.composite
def damaged(draw: st.DrawFn, blob: bytes) -> bytes:
    """Return the bytes with a few of them changed, left out, doubled, or with hostile ones between them."""
    for _ in range(draw(st.integers(1, 6))):
        place = int(draw(st.floats(0, 1)) * len(blob))
        length = draw(st.sampled_from([0, 1, 2, 4, 30, 3000]))
        instead = draw(st.sampled_from(TOKENS) | st.binary(max_size=8) | st.just(blob[place : place + 2 * length]))
        blob = blob[:place] + instead + blob[place + length :]
    return blob


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    folder = tmp_path_factory.mktemp("show")
    return folder, write_show(folder)


@contextmanager
def changed(path: Path, blob: bytes) -> Iterator[None]:
    before = path.read_bytes()
    path.write_bytes(blob)
    try:
        yield
    finally:
        path.write_bytes(before)


def assert_reports(folder: Path) -> None:
    with redirect_stdout(io.StringIO()) as printed, redirect_stderr(io.StringIO()) as told:
        code = run(["check", str(folder), "--json"])
    assert told.getvalue() == ""
    report = [json.loads(line) for line in printed.getvalue().splitlines()]
    assert [one for one in report if one["rule"] == "unchecked"] == []
    assert code == int(any(one["level"] == "error" for one in report))


@pytest.mark.parametrize("role", ROLES)
@given(data=st.data())
@settings(max_examples=12)
def test_a_damaged_file_is_reported(role: str, show: tuple[Path, Files], data: st.DataObject) -> None:
    folder, files = show
    path = folder / getattr(files, role, role)
    with changed(path, data.draw(damaged(path.read_bytes()))):
        assert_reports(folder)


@given(data=st.data())
@settings(max_examples=80)
def test_any_value_in_a_feed_is_reported(show: tuple[Path, Files], data: st.DataObject) -> None:
    folder, files = show
    path = folder / files.feed
    feed = path.read_text("utf-8")
    values = list(re.finditer(r'(?<==")[^"]*(?=")|(?<=>)[^<>]+(?=<)', feed))
    match = data.draw(st.sampled_from(values))
    hostile = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='<&"'), max_size=60)
    value = data.draw(hostile | st.sampled_from(["9" * 5000, "../" * 9, "٣", "-1", "", "a" * 5000, "http://[/", "%00"]))
    with changed(path, (feed[: match.start()] + value + feed[match.end() :]).encode()):
        assert_reports(folder)


@given(st.binary(max_size=3000) | damaged(b"<rss><channel><item><title>a</title></item></channel></rss>"))
def test_any_bytes_are_read_as_xml(blob: bytes) -> None:
    document = read_xml(blob)
    assert document.whole or document.faults


@pytest.mark.parametrize(
    "kind", ["text/vtt", "application/x-subrip", "application/json", "text/html", "text/plain", ""]
)
@given(data=st.data())
def test_any_bytes_are_read_as_a_transcript(kind: str, data: st.DataObject) -> None:
    whole = b"WEBVTT\n\n00:00.000 --> 00:01.000\na\n\n1\n00:00:00,000 --> 00:00:01,000\nb\n{}<p>"
    found = read_transcript(data.draw(damaged(whole) | st.binary(max_size=200)), kind)
    assert isinstance(found.words, str)


@given(damaged(b"ID3\3\0\0\0\0\0\x20TIT2\0\0\0\4\0\0\1\xff\xfea" + b"\xff\xfb\x90\x64" + bytes(413)))
def test_any_bytes_are_read_as_an_mp3(blob: bytes) -> None:
    found = read_mp3(BytesIO(blob), len(blob))
    assert found is None or found.seconds >= 0
    assert all(fault.rule == "id3" for fault in tag_faults(blob.ljust(10)))


@pytest.mark.parametrize("kind", ["audio/ogg", "audio/mp4", "audio/x-m4a"])
@given(data=st.data())
def test_any_bytes_are_read_as_a_container(kind: str, data: st.DataObject) -> None:
    whole = {"audio/ogg": b"OggS" + bytes(22) + b"\1\x13OpusHead" + bytes(11)}.get(
        kind, b"\0\0\0\x18ftypM4A " + bytes(12)
    )
    blob = data.draw(damaged(whole))
    found = partial(media_faults, BytesIO(blob), len(blob), kind)
    assert {fault.rule for fault in found(60)} <= {"media", "cut-sound", "duration"}
