"""A sync in a process of its own that finds no news: it asks what the last one has asked, and loads little."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from tests.certificates import make_certificate
from tests.pasted import Result
from tests.running import running
from tests.syncing import Newsroom, feed, posts, text, wire
from tests.web_sites import PRIVATE, Handler, Reply, Site

from audionews.cli import main, start
from audionews.http.conditional import Asked, is_unchanged

Room: TypeAlias = tuple[Newsroom, Site, list[list[str]]]
LIST = "/wp-json/wp/v2/posts?per_page=50&orderby=modified&order=desc&_embed=1"
LOADED = """
import json, sys
from audionews.cli.start import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""
HEAVY = {"click", "dataclasses", "httpcore", "httpx", "jinja2", "msgspec", "numpy", "pathlib", "ssl", "tomllib"}
TOLD = {"source_polled", "sync_finished"}


def base(site: Site) -> str:
    return f"http://{PRIVATE}:{site.server_port}"


def versioned(content: Callable[[], tuple[str, bytes]]) -> Callable[[Handler], None]:
    """Return a page that answers 304 to those who know its version."""

    def answer(handler: Handler) -> None:
        etag, body = content()
        is_same = handler.headers.get("If-None-Match") == etag
        handler.head({"ETag": etag, "Content-Length": "0" if is_same else str(len(body))}, 304 if is_same else 200)
        handler.wfile.write(b"" if is_same else body)

    return answer


@pytest.fixture
def room(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    socket_enabled: None,  # noqa: ARG001 - opens the loopback
) -> Iterator[Room]:
    """A newsroom, a site with a feed, and the arguments of each run of the whole program."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for name in ("CACHE", "VOICES", "CONFIG"):
        monkeypatch.setenv(f"AUDIONEWS_{name}", str(tmp_path / name))
    whole: list[list[str]] = []
    run = main.run

    def note(arguments: list[str]) -> int:
        whole.append(arguments)
        return run(arguments)

    def call(*arguments: str | Path) -> Result:
        capfd.readouterr()
        code = start.run([str(argument) for argument in arguments])
        return Result(code, *capfd.readouterr())

    monkeypatch.setattr(main, "run", note)
    found = Newsroom(call, monkeypatch, tmp_path / "here")
    with running(Site(PRIVATE)) as site:
        site.pages["/feed.xml"] = versioned(lambda: ('"1"', feed(base(site), text(1))))
        found.settings(f'name = "feed"\nfeed = "{base(site)}/feed.xml"')
        yield found, site, whole


def settle(room: Room) -> None:
    """Sync until there is nothing to do, and forget what was asked for that."""
    newsroom, site, whole = room
    newsroom.sync()
    assert {event["event"] for event in newsroom.sync().events} == TOLD
    assert len(whole) == 2
    site.seen.clear()
    whole.clear()


def test_a_round_without_news_is_the_same_request_and_loads_nothing_heavy(room: Room) -> None:
    newsroom, site, _ = room
    newsroom.sync()
    before = newsroom.sync()
    site.seen, seen = [], site.seen
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}  # it imports too
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "sync", "--allow-private"], capture_output=True, check=True, env=plain
    )
    code, modules = json.loads(done.stderr)
    assert code == 0
    assert set(modules) & HEAVY == set()
    told, expected = [json.loads(line) for line in done.stdout.splitlines()], before.events
    assert [each | {"at": ""} for each in told] == [each | {"at": ""} for each in expected]
    assert site.seen == seen[-1:], "one request, with the same headers"


def test_what_succeeded_is_recorded(room: Room) -> None:
    settle(room)
    newsroom, _, whole = room
    newsroom.later(600)
    assert newsroom.sync("--quiet", "--max-per-run", "3").out == ""
    assert whole == []
    with sqlite3.connect("output/.audionews/sync.sqlite") as state:
        assert state.execute("SELECT polled, succeeded FROM sources").fetchall() == [(newsroom.now,) * 2]
    state.close()


def test_news_is_found_and_dealt_with_in_the_same_process(room: Room) -> None:
    settle(room)
    newsroom, site, whole = room
    site.pages["/feed.xml"] = versioned(lambda: ('"2"', feed(base(site), text(1), text(2))))
    assert newsroom.sync().events[-1]["new"] == 1
    assert len(whole) == 1


def test_an_embargo_that_ends_and_a_page_that_is_due_are_not_forgotten(room: Room) -> None:
    newsroom, site, whole = room
    newsroom.settings('name = "wires"\nfolder = "wires"', f'name = "feed"\nfeed = "{base(site)}/feed.xml"')
    newsroom.drop("2.json", wire(text(2), embargo=newsroom.now + 600))
    settle(room)
    newsroom.sync()
    assert whole == []
    newsroom.later(700)
    assert newsroom.sync().named("show_published")
    newsroom.sync()
    newsroom.later(3600)
    whole.clear()
    newsroom.sync()
    assert "/page/1" in site.asked, "an hour after its publication"
    assert whole


def test_a_file_that_is_dropped_is_found(room: Room) -> None:
    newsroom, _, whole = room
    newsroom.settings('name = "wires"\nfolder = "wires"')
    newsroom.drop("2.json", wire(text(2)))
    settle(room)
    newsroom.sync()
    assert whole == []
    newsroom.drop("3.json", wire(text(3)))
    assert newsroom.sync().events[-1]["new"] == 1
    os.utime("wires/3.json")  # being written
    newsroom.sync()
    assert len(whole) == 2


def test_a_site_of_wordpress_is_asked_in_the_same_way(room: Room) -> None:
    newsroom, site, whole = room
    site.pages[LIST] = versioned(lambda: ('"1"', posts(base(site), text(1))))
    newsroom.settings(f'wordpress = "{base(site)}"')
    settle(room)
    newsroom.sync()
    assert (site.asked, whole) == ([LIST], [])


@pytest.mark.parametrize("change", ["settings", "failure", "robots", "lock", "damage", "state"])
def test_the_whole_program_looks_if_anything_is_otherwise(room: Room, change: str) -> None:
    settle(room)
    newsroom, site, whole = room
    state = sqlite3.connect("output/.audionews/sync.sqlite", isolation_level=None)
    code = 0
    match change:
        case "settings":
            newsroom.settings(f'name = "feed"\nfeed = "{base(site)}/feed.xml"\nshortest = 3')
        case "failure":
            site.pages["/feed.xml"] = Reply(status=500)
            code = 75
        case "robots":
            newsroom.later(90_000)
        case "lock":
            other = sqlite3.connect("output/.audionews/sync.lock", isolation_level=None)
            other.execute("BEGIN EXCLUSIVE")
            code = 75
        case "damage":
            state.execute("UPDATE facts SET value = '[[], [[1]]]' WHERE name = 'idle'")
        case "state":
            state.execute("DELETE FROM sources")
    state.close()
    newsroom.sync(code=code)
    assert len(whole) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("sync", "feed"),
        ("sync", "--health", "health.json"),
        ("sync", "--max-per-run", "0"),
        ("sync", "--out", "memory://show"),
        ("sync", "--out"),
        ("list",),
    ],
)
def test_other_commands_and_options_are_for_the_whole_program(room: Room, arguments: tuple[str, ...]) -> None:
    settle(room)
    newsroom, _, whole = room
    newsroom.run(*arguments)
    assert whole == [list(arguments)]


def test_another_folder_and_other_settings_are_as_good(room: Room) -> None:
    newsroom, _, whole = room
    Path("audionews.toml").rename("other.toml")
    for _ in range(3):
        newsroom.sync("--settings", "other.toml", "--out", "there")
    assert len(whole) == 2


def test_a_feed_that_has_moved_or_knows_no_versions_is_asked_by_the_whole_program(room: Room) -> None:
    newsroom, site, whole = room
    site.pages["/old.xml"] = Reply(status=301, headers={"Location": "/feed.xml"})
    newsroom.settings(f'feed = "{base(site)}/old.xml"')
    for _ in range(3):
        newsroom.sync()
    site.pages["/feed.xml"] = Reply(feed(base(site), text(1)))
    newsroom.settings(f'feed = "{base(site)}/feed.xml"')
    for _ in range(3):
        newsroom.sync()
    assert len(whole) == 6


def asked(site: Site, **changes: object) -> Asked:
    request = 'GET /feed.xml HTTP/1.1\r\nHost: x\r\nIf-None-Match: "1"\r\nConnection: close\r\n\r\n'
    return Asked(PRIVATE, site.server_port, is_secure=False, addresses=(PRIVATE,), request=request)._replace(**changes)  # type: ignore[arg-type] # fields


def test_only_the_answer_not_changed_counts(room: Room) -> None:
    _, site, _ = room
    assert is_unchanged(asked(site), 20)
    for reply in (Reply(b"x"), Reply(status=500), lambda handler: handler.wfile.write(b"HTTP/1.1 200 304\r\n\r\n")):
        site.pages["/feed.xml"] = reply
        assert not is_unchanged(asked(site), 20)
    assert not is_unchanged(asked(site, port=1), 20)


def test_an_address_that_was_not_checked_is_not_connected_to(room: Room) -> None:
    _, site, _ = room
    for addresses in ((), ("192.0.2.1",)):
        assert not is_unchanged(asked(site, addresses=addresses), 20)
    assert not is_unchanged(asked(site, host="localhost", addresses=("192.0.2.1",)), 20)
    assert site.seen == []


def test_a_server_that_drips_is_given_up(room: Room) -> None:
    _, site, _ = room

    def drip(handler: Handler) -> None:
        while not site.closing.wait(0.02):
            handler.wfile.write(b"HTTP/1.1 304 x\r\nX: y\r\n")

    site.pages["/feed.xml"] = drip
    assert not is_unchanged(asked(site), 0.5)
    site.closing.set()


def test_a_certificate_counts_here_too(
    room: Room, tmp_path: Path, tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, site, _ = room
    file, context = make_certificate(tmp_path, tool("openssl"), f"IP:{PRIVATE}")
    site.socket = context.wrap_socket(site.socket, server_side=True)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    assert not is_unchanged(asked(site, is_secure=True), 20)
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(file))
    assert is_unchanged(asked(site, is_secure=True), 20)
