"""Where a show is published to."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pasted import Result, article

Run = Callable[..., Result]
SHOW = '[show]\nbase_url = "https://example.org/podcast"\n'


@pytest.fixture(autouse=True)
def built(audionews: Run) -> None:
    Path("audionews.toml").write_text(SHOW, "utf-8")
    Path("article.txt").write_text(article(), "utf-8")
    assert audionews("build", "article.txt", "--voice", "silence").code == 0


def test_without_a_target_the_show_goes_where_the_settings_say(audionews: Run) -> None:
    Path("audionews.toml").write_text(f'publish_to = "www"\n{SHOW}', "utf-8")
    done = audionews("publish")
    assert (done.code, done.out.splitlines()[-1]) == (0, "https://example.org/podcast/feed.xml"), done.err
    assert Path("www/feed.xml").read_bytes() == Path("output/feed.xml").read_bytes()


def test_a_target_on_the_command_line_takes_precedence(audionews: Run) -> None:
    Path("audionews.toml").write_text(f'publish_to = "www"\n{SHOW}', "utf-8")
    assert audionews("publish", "elsewhere").code == 0
    assert Path("elsewhere/feed.xml").exists()
    assert not Path("www").exists()


def test_without_either_nothing_is_published_and_both_are_named(audionews: Run) -> None:
    done = audionews("publish")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "audionews: nobody says where to publish the show",
        "  try: name a folder or an address, or set publish_to in the settings",
    ]
