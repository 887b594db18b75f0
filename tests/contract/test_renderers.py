"""What every renderer keeps to, a third party's as well."""

import dataclasses
import re
from urllib.parse import urlsplit

import pytest
from tests.newsroom import FACTS, changed_show, make_show, rendered

from audionews import registry
from audionews.model import Episode, EpisodeHeader, Show
from audionews.ports import Renderer

RENDERERS = registry.renderers()
SECTIONS = dataclasses.replace(FACTS, sections={"sport": "رياضة", "arts": "فنون"})
SHOWS = (
    make_show(3),
    make_show(0),
    make_show(2, dataclasses.replace(FACTS, base_url="")),
    Show(
        facts=SECTIONS,
        episodes=tuple(dataclasses.replace(one, section="sport") for one in make_show(45).episodes),
    ),
)


@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.name)
@pytest.mark.parametrize("show", SHOWS, ids=["published", "empty", "unpublished", "sections"])
def test_rendering_is_pure_and_names_are_ascii_paths(renderer: Renderer, show: Show) -> None:
    made = rendered(renderer, show)
    assert isinstance(renderer, Renderer)
    assert made == rendered(renderer, show)
    assert all(re.fullmatch(r"(episodes/)?[A-Za-z0-9.-]+", path) for path in made)
    assert all(made.values())


@pytest.mark.parametrize("renderer", RENDERERS, ids=lambda renderer: renderer.name)
@pytest.mark.parametrize("show", SHOWS, ids=["published", "empty", "unpublished", "sections"])
def test_every_list_declares_its_inputs_without_loading_an_episode(renderer: Renderer, show: Show) -> None:
    def load(header: EpisodeHeader) -> Episode:
        raise AssertionError(header.id)

    lists = list(renderer.lists(dataclasses.replace(changed_show(show), load=load)))
    assert all(output.inputs for output in lists)
    again = renderer.lists(changed_show(show))
    assert [(output.path, output.inputs) for output in lists] == [(output.path, output.inputs) for output in again]


@pytest.mark.parametrize("show", SHOWS, ids=["published", "empty", "unpublished", "sections"])
def test_no_two_renderers_make_the_same_file_or_what_a_build_writes(show: Show) -> None:
    paths = [path for renderer in RENDERERS for path in rendered(renderer, show)]
    assert len(paths) == len(set(paths))
    kept = {f"episodes/{episode.id}.{kind}" for episode in show.episodes for kind in ("mp3", "json", "jpg")}
    assert not {"cover.jpg", *kept} & set(paths)


@pytest.mark.parametrize("show", [SHOWS[0], *SHOWS[2:]], ids=["published", "unpublished", "sections"])
def test_every_address_on_pages_and_in_the_feed_leads_to_a_file(show: Show) -> None:
    written = {path: made for renderer in RENDERERS for path, made in rendered(renderer, show).items()}
    known = {*written, "cover.jpg"}
    known |= {f"episodes/{episode.id}.{kind}" for episode in show.episodes for kind in ("mp3", "jpg", "small.webp")}
    base = show.facts.base_url or "http://127.0.0.1:8000"
    for path, made in written.items():
        if path.endswith((".html", ".xml")):
            folder = "episodes/" if path.startswith("episodes/") else ""
            for address in re.findall(r'(?:href|src|url|cover|content)="([^"]+)"', made.decode()):
                if address.startswith(f"{base}/"):
                    assert address.removeprefix(f"{base}/") in known | {""}
                elif re.fullmatch(r"[A-Za-z0-9./-]+\.\w+(#t=[\d.]+)?", address) and ":" not in address:
                    local = address.split("#")[0].removeprefix(f"{urlsplit(base).path}/")
                    assert (local.removeprefix("../") if local.startswith("../") else folder + local) in known
