"""Photos from the settings to the page: fetched only if the settings say so, and from the public web alone."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.pasted import Result

ARTICLE = """---
title: افتتاح الميناء الجديد في المدينة
date: 2024-06-20
image: http://127.0.0.1:9/1.jpg
---

افتتح وزير النقل الميناء اليوم، وحضر الافتتاح عدد كبير من الأهالي.
"""
Run = Callable[..., Result]


def build(audionews: Run, photos: str) -> Result:
    Path("port.md").write_text(ARTICLE, "utf-8")
    Path("audionews.toml").write_text(f'voice = "silence"\n[show]\nphotos = {photos}\n', "utf-8")
    return audionews("build", "port.md", "--out", "out")


def test_a_photo_in_a_private_network_is_not_asked_for_and_the_episode_is_made(audionews: Run) -> None:
    done = build(audionews, "true")
    assert done.code == 0
    assert "port.md: the photo at http://127.0.0.1:9/1.jpg is left out: " in done.err
    (page,) = Path("out/episodes").glob("*-????????.html")
    assert "<figure" not in page.read_text("utf-8")


def test_without_the_setting_nothing_is_asked_or_told(audionews: Run) -> None:
    done = build(audionews, "false")
    assert (done.code, "photo" in done.err) == (0, False)
    (page,) = Path("out/episodes").glob("*-????????.html")
    (art,) = re.findall(r'class="art" src="([^"]*)"', page.read_text("utf-8"))
    assert (page.parent / art).is_file()


def test_a_picture_of_the_show_that_is_missing_ends_the_build_with_its_name(audionews: Run) -> None:
    Path("audionews.toml").write_text('[show]\nlogo = "logo.png"\n', "utf-8")
    done = audionews("build", "port.md", "--out", "out")
    assert done.code == 78
    assert done.err.splitlines() == [
        "audionews: audionews.toml: show.logo: logo.png cannot be read: No such file or directory",
        "  try: name a file beside audionews.toml",
    ]
