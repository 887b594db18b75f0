"""What is rendered from one episode, byte for byte. AUDIONEWS_GOLDEN=write writes it anew: read the difference."""

import os
from pathlib import Path

import pytest
from tests.newsroom import make_show

from audionews.ports import Publisher
from audionews.render.chapters import ChaptersPublisher
from audionews.render.feed import FeedPublisher
from audionews.render.pages import PagesPublisher
from audionews.render.transcript import TranscriptsPublisher

FOLDER = Path(__file__).with_name("show")
SHOW = make_show(1)
PUBLISHERS: tuple[Publisher, ...] = (FeedPublisher(), PagesPublisher(), TranscriptsPublisher(), ChaptersPublisher())
ASSETS = {"audionews.js", "audionews-words.js", "audionews.css"}  # they stand in the sources as they are


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.name)
def test_the_files_of_a_show_are_as_they_were(publisher: Publisher) -> None:
    for path, pieces in publisher.render(SHOW):
        if path not in ASSETS:
            known, made = FOLDER / path, b"".join(pieces)
            if os.environ.get("AUDIONEWS_GOLDEN") == "write":
                known.parent.mkdir(parents=True, exist_ok=True)
                known.write_bytes(made)
            assert made.decode() == known.read_text("utf-8"), f"{path} has changed"
