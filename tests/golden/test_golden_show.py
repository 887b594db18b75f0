"""What is rendered from one episode, byte for byte. AUDIONEWS_GOLDEN=write writes it anew: read the difference.

Whoever changes the bytes raises the version of the renderer, or shows that exist would keep the old ones.
"""

import hashlib
import json
import os
from pathlib import Path

import pytest
from tests.newsroom import make_show, rendered

from audionews.ports import Renderer
from audionews.render.chapters import ChaptersRenderer
from audionews.render.feed import FeedRenderer
from audionews.render.pages import PagesRenderer
from audionews.render.transcript import TranscriptsRenderer

FOLDER = Path(__file__).with_name("show")
VERSIONS = Path(__file__).with_name("renderers.json")
WRITE = os.environ.get("AUDIONEWS_GOLDEN") == "write"
SHOW = make_show(1)
RENDERERS: tuple[Renderer, ...] = (FeedRenderer(), PagesRenderer(), TranscriptsRenderer(), ChaptersRenderer())
ASSETS = (".js", ".css", ".png")  # they stand in the sources as they are, or are pictures


def golden(renderer: Renderer) -> dict[str, bytes]:
    return {path: made for path, made in rendered(renderer, SHOW).items() if not path.endswith(ASSETS)}


@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.name)
def test_the_files_of_a_show_are_as_they_were(renderer: Renderer) -> None:
    for path, made in golden(renderer).items():
        known = FOLDER / path
        if WRITE:
            known.parent.mkdir(parents=True, exist_ok=True)
            known.write_bytes(made)
        assert made.decode() == known.read_text("utf-8"), f"{path} has changed"


@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.name)
def test_other_bytes_have_another_version(renderer: Renderer) -> None:
    version, _, _ = renderer.version.partition("-")  # the digest of templates after it changes by itself
    digest = hashlib.sha256(repr(sorted(golden(renderer).items())).encode()).hexdigest()
    known = json.loads(VERSIONS.read_text("utf-8"))
    if WRITE and known.get(renderer.name, {}).get("version") != version:
        known[renderer.name] = {"version": version, "digest": digest}
        VERSIONS.write_text(json.dumps(known, indent=1) + "\n", "utf-8")
    assert known[renderer.name] == {"version": version, "digest": digest}, "raise the version of the renderer"
