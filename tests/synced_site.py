"""A site on loopback with which a show is kept in step, and the newsroom of that show."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pasted import Result
from tests.syncing import Newsroom, feed, page, teasers, text
from tests.web_sites import PRIVATE, Handler, Reply, Site

from audionews.cli.main import run

LIST = "/wp-json/wp/v2/posts?per_page=50&orderby=modified&order=desc&_embed=1"


def newsroom_of(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Newsroom:
    """Return a newsroom below a folder, whose source is the feed of a site."""
    (folder / "here").mkdir()
    monkeypatch.chdir(folder / "here")
    for name in ("CACHE", "VOICES", "CONFIG"):
        monkeypatch.setenv(f"AUDIONEWS_{name}", str(folder / name))

    def call(*arguments: str | Path) -> Result:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        return Result(code, *capfd.readouterr())

    room = Newsroom(call, monkeypatch, folder / "here")
    room.settings(f'name = "feed"\nfeed = "{base(site)}/feed.xml"')
    return room


def base(site: Site) -> str:
    return f"http://{PRIVATE}:{site.server_address[1]}"


def show_feed(site: Site, *numbers: int, **headers: str) -> None:
    """Let the site have a feed with whole articles, and their pages."""
    texts = [text(number) for number in numbers]
    site.pages["/feed.xml"] = Reply(feed(base(site), *texts), headers={"Content-Type": "text/xml", **headers})
    for each in texts:
        site.pages[f"/page/{each.number}"] = Reply(page(each), headers={"Content-Type": "text/html"})


def asked(site: Site) -> list[str]:
    """Return what the site was asked for since the last call."""
    paths = site.asked
    site.seen.clear()
    return paths


def answers_unchanged(content: bytes) -> Callable[[Handler], None]:
    """Return a page that answers 304 to those who know its ETag."""

    def answer(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match") == '"1"'
        handler.head({"ETag": '"1"', "Content-Length": "0" if known else str(len(content))}, 304 if known else 200)
        if not known:
            handler.wfile.write(content)

    return answer


def show_teasers(site: Site, *numbers: int) -> None:
    """Let the site have a feed with the beginnings of articles, and their pages."""
    texts = [text(number) for number in numbers]
    site.pages["/feed.xml"] = Reply(teasers(base(site), *texts))
    for each in texts:
        site.pages[f"/page/{each.number}"] = answers_unchanged(page(each))
