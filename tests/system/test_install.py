"""A voice's files arrive whole and checked, or not at all, over real HTTP on loopback."""

import hashlib
import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.system.voice_home import NAME, HomeServer

from audionews.engines.toolkit.voice_files import installed
from audionews.errors import Blocked, EngineError, RateLimited, SettingsError, StoreError, Transient
from audionews.model import Voice, VoiceFile
from audionews.settings import Settings
from audionews.voices import load_voice
from audionews.voices.install import install


@pytest.fixture
def ziad(home: HomeServer) -> Voice:
    """Return the shipped voice, but from the loopback."""
    (file,) = load_voice("ar-ziad", Settings()).files
    moved = VoiceFile(name=file.name, url=f"{home.address}/{NAME}", size=file.size, sha256=file.sha256)
    return Voice(name="ar-ziad", engine="hts", files=(moved,))


def test_a_voice_arrives_whole(ziad: Voice, blob: bytes, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    into = tmp_path / "new" / "voices"
    (path,) = install(ziad, into, progress=lambda *step: told.append(step))
    assert path.read_bytes() == blob
    assert [entry.name for entry in into.iterdir()] == [NAME]
    assert told[-1] == (NAME, len(blob), len(blob))
    assert told == sorted(told)


def test_a_voice_that_is_there_is_not_fetched_again(ziad: Voice, home: HomeServer, tmp_path: Path) -> None:
    assert install(ziad, tmp_path) == install(ziad, tmp_path)
    assert len(home.ranges) == 1


def test_what_has_arrived_is_not_fetched_again(ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(blob[:1_000_000])
    (path,) = install(ziad, tmp_path)
    assert path.read_bytes() == blob
    assert home.ranges == ["bytes=1000000-"]


def test_all_of_it_has_arrived_but_was_not_put_in_place(
    ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path
) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(blob)
    install(ziad, tmp_path)
    assert home.ranges == []


def test_more_than_all_of_it_is_thrown_away(ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(blob + b"x")
    (path,) = install(ziad, tmp_path)
    assert path.read_bytes() == blob
    assert home.ranges == [""]


def test_a_home_that_cannot_go_on_starts_again(ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path) -> None:
    home.goes_on = False
    (tmp_path / f"{NAME}.part").write_bytes(b"old" * 1000)
    (path,) = install(ziad, tmp_path)
    assert path.read_bytes() == blob


def test_a_cut_connection_is_told_and_continued(ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path) -> None:
    home.cut = 2_000_000
    with pytest.raises(Transient, match="stopped after 2,000,000 of 3,130,586 bytes"):
        install(ziad, tmp_path)
    assert not (tmp_path / NAME).exists()
    home.cut = len(blob)
    (path,) = install(ziad, tmp_path)
    assert path.read_bytes() == blob
    assert home.ranges == ["", "bytes=2000000-"]


def test_another_file_of_the_same_size_is_removed(ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path) -> None:
    home.blob = blob[:-1] + b"!"
    digest = hashlib.sha256(home.blob).hexdigest()
    with pytest.raises(EngineError, match=f"is not the file that the voice names .sha256 {digest}.; it was removed"):
        install(ziad, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_page_in_the_place_of_the_file_is_refused_before_it_is_read(
    ziad: Voice, home: HomeServer, tmp_path: Path
) -> None:
    home.blob = b"<!doctype html>" * 100
    with pytest.raises(EngineError, match=r"has 1,500 bytes instead of 3,130,586"):
        install(ziad, tmp_path)
    assert not (tmp_path / NAME).exists()


def test_an_md5_will_do_where_the_home_gives_nothing_better(home: HomeServer, blob: bytes, tmp_path: Path) -> None:
    digest = hashlib.md5(blob, usedforsecurity=False).hexdigest()
    file = VoiceFile(name="x y", url=f"{home.address}/x", size=len(blob), md5=digest)
    (path,) = install(Voice(name="x", engine="hts", files=(file,)), tmp_path)
    assert path.read_bytes() == blob


@pytest.mark.parametrize(
    ("status", "kind"), [(404, EngineError), (403, Blocked), (416, EngineError), (429, RateLimited), (503, Transient)]
)
def test_a_refusal_says_its_status(
    ziad: Voice, home: HomeServer, tmp_path: Path, status: int, kind: type[EngineError]
) -> None:
    home.status = status
    with pytest.raises(kind, match=f"answered {status}") as caught:
        install(ziad, tmp_path)
    assert type(caught.value) is kind


def test_a_home_that_asks_to_wait_is_quoted(ziad: Voice, home: HomeServer, tmp_path: Path) -> None:
    home.status = 429
    with pytest.raises(RateLimited) as caught:
        install(ziad, tmp_path)
    assert caught.value.retry_after == 7.0


def fails_with(words: str, attempt: Callable[[float], object]) -> None:
    """Try with longer and longer limits: a busy machine may not get to the fault within the first."""
    said = ""
    for limit in (0.3, 3.0, 30.0):
        with pytest.raises(Transient) as caught:
            attempt(limit)
        said = caught.value.message
        if words in said:
            return
    pytest.fail(f"{words} is not in: {said}")


def test_what_takes_too_long_ends_at_the_limit_and_is_kept(ziad: Voice, home: HomeServer, tmp_path: Path) -> None:
    home.piece = 1000

    def attempt(limit: float) -> None:
        install(ziad, tmp_path, progress=lambda *_: time.sleep(limit), seconds=limit)

    fails_with("takes too long", attempt)
    assert 1000 <= (tmp_path / f"{NAME}.part").stat().st_size < 1_000_000


def test_silence_before_the_first_byte_ends_at_the_limit(ziad: Voice, tmp_path: Path, home: HomeServer) -> None:
    home.shutdown()  # connections are accepted by the system, and nobody answers
    with pytest.raises(Transient, match=r"did not answer within|cannot be reached"):
        install(ziad, tmp_path, seconds=0.3)


def test_silence_in_the_middle_ends_at_the_limit(ziad: Voice, tmp_path: Path, home: HomeServer) -> None:
    home.piece, home.rests = 1000, True
    fails_with("stopped after 1,000 of 3,130,586 bytes", lambda limit: install(ziad, tmp_path, seconds=limit))
    assert (tmp_path / f"{NAME}.part").stat().st_size == 1000


def test_an_answer_that_never_begins_ends_at_the_limit(ziad: Voice, tmp_path: Path, home: HomeServer) -> None:
    home.dawdles = True
    with pytest.raises(Transient, match="did not answer within"):
        install(ziad, tmp_path, seconds=0.2)


def test_a_file_that_has_moved_is_fetched_from_where_it_is(
    ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path
) -> None:
    home.elsewhere = f"{home.address}/there"
    moved = replace(ziad, files=(replace(ziad.files[0], url=f"{home.address}/"),))
    (path,) = install(moved, tmp_path)
    assert path.read_bytes() == blob


def test_a_home_that_does_not_say_how_long_the_file_is_will_do(
    ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path
) -> None:
    home.tells_length = False
    (path,) = install(ziad, tmp_path)
    assert path.read_bytes() == blob


def test_a_file_without_end_is_given_up(ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path) -> None:
    home.tells_length, home.blob, home.cut = False, 3 * blob, 3 * len(blob)
    with pytest.raises(EngineError, match="has more than 3,130,586 bytes"):
        install(ziad, tmp_path)
    assert (tmp_path / f"{NAME}.part").stat().st_size <= len(blob)


@pytest.mark.parametrize(
    ("lies", "told"),
    [
        ({"Content-Range": "bytes 1000000000000-1000000000001/3130586"}, "another part"),
        ({"Content-Range": "bytes 1500-3130585/3130586"}, "another part"),
        ({"Content-Range": "bytes 0-9/9000000000000"}, "has 9,000,000,000,000 bytes instead"),
        ({"Content-Range": "bytes x-y/z"}, "another part"),
        ({"Content-Range": f"bytes 0-9/{'9' * 5000}"}, "another part"),
        ({"Content-Length": "abc"}, "the connection broke"),
        ({"Content-Length": "9" * 5000}, "the connection broke"),
    ],
)
def test_a_home_that_lies_about_the_file_is_refused_before_a_byte_is_kept(
    ziad: Voice, home: HomeServer, tmp_path: Path, lies: dict[str, str], told: str
) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(b"x" * 1000)
    home.goes_on = "Content-Range" in lies
    home.lies = lies
    with pytest.raises(EngineError, match=told):
        install(ziad, tmp_path)
    assert (tmp_path / f"{NAME}.part").read_bytes() == b"x" * 1000


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_part_that_is_a_link_is_not_written_through(
    ziad: Voice, blob: bytes, tmp_path: Path, link: Callable[..., None]
) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "voices").mkdir()
    link(tmp_path / "mine", tmp_path / "voices" / f"{NAME}.part")
    (path,) = install(ziad, tmp_path / "voices")
    assert path.read_bytes() == blob
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_whoever_gives_up_hangs_up_at_once(ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path) -> None:
    home.tells_length, home.blob, home.cut = False, 30 * blob, 30 * len(blob)
    with pytest.raises(EngineError, match="has more than") as caught:
        install(ziad, tmp_path)
    assert home.hung_up.wait(60), f"the connection is open as long as someone keeps {caught.traceback}"


def test_a_listener_that_fails_hangs_up_at_once(ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path) -> None:
    home.tells_length, home.blob, home.cut = False, 30 * blob, 30 * len(blob)

    def progress(_name: str, _have: int, _size: int) -> None:
        raise BrokenPipeError

    with pytest.raises(StoreError) as caught:
        install(ziad, tmp_path, progress=progress)
    assert home.hung_up.wait(60), f"the connection is open as long as someone keeps {caught.traceback}"


def test_a_file_without_length_that_is_cut_short_is_told(ziad: Voice, home: HomeServer, tmp_path: Path) -> None:
    home.tells_length, home.cut = False, 2_000_000
    with pytest.raises(Transient, match="stopped after 2,000,000 of 3,130,586 bytes"):
        install(ziad, tmp_path)


def test_a_home_that_is_not_there_fails_plainly(ziad: Voice, home: HomeServer, tmp_path: Path) -> None:
    home.server_close()
    with pytest.raises(Transient, match=r"^http://127\.0\.0\.1:\d+ cannot be reached: "):
        install(ziad, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_mirror_may_be_an_address(ziad: Voice, home: HomeServer, blob: bytes, tmp_path: Path) -> None:
    (file,) = ziad.files
    away = VoiceFile(name=file.name, url="https://example.invalid/x", size=file.size, sha256=file.sha256)
    (path,) = install(Voice(name="x", engine="hts", files=(away,)), tmp_path, source=f"{home.address}/")
    assert path.read_bytes() == blob


def test_a_mirror_may_be_a_folder(ziad: Voice, shared: Path, blob: bytes, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(b"old")
    (path,) = install(ziad, tmp_path, source=os.path.relpath(shared / "voices"))
    assert path.read_bytes() == blob


def test_a_folder_without_the_file_is_named(ziad: Voice, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=re.escape(f"there is no file file://{tmp_path}/{NAME}")):
        install(ziad, tmp_path / "into", source=str(tmp_path))


def test_a_folder_in_the_place_of_the_file_is_named(ziad: Voice, tmp_path: Path) -> None:
    (tmp_path / "mirror" / NAME).mkdir(parents=True)
    size = (tmp_path / "mirror" / NAME).stat().st_size
    named = replace(ziad, files=(replace(ziad.files[0], size=size),))
    with pytest.raises(EngineError, match="cannot be read: Is a directory"):
        install(named, tmp_path / "into", source=str(tmp_path / "mirror"))


@pytest.mark.parametrize("source", ["ftp://example.org", "https://", "javascript://x"])
def test_another_kind_of_address_is_refused(ziad: Voice, tmp_path: Path, source: str) -> None:
    with pytest.raises(SettingsError, match="is no http, https or file address"):
        install(ziad, tmp_path, source=source)


def test_without_room_nothing_is_fetched(home: HomeServer, tmp_path: Path) -> None:
    file = VoiceFile(name="x", url=home.address, size=10**17, sha256="0" * 64)
    with pytest.raises(StoreError, match="bytes free, and 100,000,000,000,000,000 are to come"):
        install(Voice(name="x", engine="hts", files=(file,)), tmp_path)
    assert home.ranges == []


def test_a_folder_that_cannot_be_made_is_named(ziad: Voice, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="file/voices cannot be written"):
        install(ziad, tmp_path / "file" / "voices")


def test_a_voice_is_found_in_the_folders_of_the_environment(
    ziad: Voice, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("AUDIONEWS_VOICES", str(tmp_path))
    assert installed(ziad) is None
    monkeypatch.setenv("AUDIONEWS_VOICES", os.pathsep.join([str(tmp_path), str(shared / "voices")]))
    assert installed(ziad) == shared / "voices"


def test_a_file_of_another_length_is_not_the_voice(
    ziad: Voice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_bytes(b"short")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("AUDIONEWS_VOICES", str(tmp_path))
    assert installed(ziad) is None
