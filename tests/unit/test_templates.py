"""A show may override any template of its pages; what is wrong in one is told with its file and line."""

import dataclasses
import re
from importlib import resources
from pathlib import Path

import pytest
from tests.newsroom import FACTS, changed_show, make_episode, make_show, rendered

from audionews import registry
from audionews.errors import SettingsError
from audionews.model import Show
from audionews.render.embed import frame_code, script_code
from audionews.render.environment import Templated, Templates
from audionews.render.pages import PagesRenderer

SHOW = make_show(2)
EPISODE = f"episodes/{SHOW.episodes[0].id}.html"
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "change-the-pages.md"
SHIPPED = {
    one.name: one.read_text("utf-8") for one in resources.files("audionews.render").joinpath("templates").iterdir()
}


def pages(folder: Path, show: Show = SHOW) -> dict[str, str]:
    renderer = PagesRenderer().with_templates(folder)
    return {path: blob.decode() for path, blob in rendered(renderer, show).items() if not path.endswith(".png")}


def write(folder: Path, name: str, source: str) -> Path:
    file = folder / name
    file.write_text(source, "utf-8")
    return file


def test_a_template_of_the_show_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, "month.html.j2", "{% for day, episodes in days %}{{ day }}: {{ episodes | length }}\n{% endfor %}")
    made = pages(tmp_path)
    assert made["archive-2024-06.html"] == "الخميس 20 يونيو 2024: 1\nالأربعاء 19 يونيو 2024: 1\n"
    assert {path for path, page in made.items() if page.encode() != rendered(PagesRenderer(), SHOW)[path]} == {
        "archive-2024-06.html"
    }


def test_a_template_can_change_a_block_of_the_shipped_one(tmp_path: Path) -> None:
    write(
        tmp_path, "page.html.j2", '{% extends "audionews/page.html.j2" %}{% block banner %}{{ super() }}!{% endblock %}'
    )
    made, shipped = pages(tmp_path), rendered(PagesRenderer(), SHOW)
    assert made[EPISODE] == shipped[EPISODE].decode().replace("</nav></div></header>", "</nav>!</div></header>")


def test_a_folder_that_is_missing_or_holds_other_files_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, "notes.txt", "{{")
    versions = {Templates(folder).digest for folder in (None, tmp_path, tmp_path / "none")}
    assert len(versions) == 1


def test_another_template_is_another_version(tmp_path: Path) -> None:
    before = PagesRenderer().version
    write(tmp_path, "month.html.j2", "a")
    after = PagesRenderer().with_templates(tmp_path).version
    write(tmp_path, "month.html.j2", "b")
    assert len({before, after, PagesRenderer().with_templates(tmp_path).version}) == 3


@pytest.mark.parametrize(("source", "line", "what"), [
    ("a\n{% if %}", 2, "Expected an expression"),
    ("a\n\n{{ nobody }}", 3, "'nobody' is undefined"),
    ("{{ page.nobody }}", 1, "has no attribute 'nobody'"),
    ("\n{{ page.title + 1 }}", 2, 'can only concatenate str (not "int") to str'),
    ('a\n{% include "none.html.j2" %}', 2, "none.html.j2"),
    ("{{ page.title | nofilter }}", 1, "nofilter"),
])  # fmt: skip
def test_a_broken_template_is_told_with_its_file_and_line(tmp_path: Path, source: str, line: int, what: str) -> None:
    file = write(tmp_path, "month.html.j2", source)
    with pytest.raises(SettingsError, match=re.escape(f"{file}, line {line}: ")) as caught:
        pages(tmp_path)
    assert what in caught.value.message
    assert "remove the file" in caught.value.remedy


def test_a_template_with_a_syntax_error_is_refused_before_anything_is_rendered(tmp_path: Path) -> None:
    file = write(tmp_path, "frame.html.j2", "{{ a")
    with pytest.raises(SettingsError, match=re.escape(f"{file}, line 1")):
        registry.renderers(tmp_path)


def test_a_template_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "month.html.j2").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"month\.html\.j2: it is not UTF-8"):
        Templates(tmp_path)
    (tmp_path / "month.html.j2").unlink()
    (tmp_path / "month.html.j2").mkdir()
    with pytest.raises(SettingsError, match=r"cannot read the template .*month\.html\.j2: "):
        Templates(tmp_path)


def test_an_error_that_is_not_in_a_template_of_the_show_stays_what_it_is(tmp_path: Path) -> None:
    write(tmp_path, "month.html.j2", "fine")
    with pytest.raises(Exception, match="'facts' is undefined") as caught:
        Templates(tmp_path).render("page.html.j2")
    assert not isinstance(caught.value, SettingsError)


def test_values_are_escaped_in_a_template_of_the_show_too(tmp_path: Path) -> None:
    write(tmp_path, "frame.html.j2", "{{ episode.title }}{{ episode.title | e }}{{ episode.title | escape }}")
    bad = make_episode(0, title="<b>\u202e'\"&")
    assert frame_code(bad, FACTS, Templates(tmp_path)) == "&lt;b&gt;&#x27;&quot;&amp;" * 3


def test_the_code_for_other_sites_can_be_changed(tmp_path: Path) -> None:
    write(tmp_path, "script.html.j2", "<script src={{ player }}></script>\n")
    templates = Templates(tmp_path)
    address = f"{FACTS.base_url}/audionews.js"
    assert script_code(SHOW.episodes[0], FACTS, templates) == f"<script src={address}></script>"


def test_the_registry_hands_the_folder_to_renderers_that_have_templates(tmp_path: Path) -> None:
    write(tmp_path, "archive.html.j2", "mine")
    renderers = registry.renderers(tmp_path)
    made = {output.path: b"".join(output.pieces) for one in renderers for output in one.lists(changed_show(SHOW))}
    assert made["archive.html"] == b"mine"
    assert [isinstance(one, Templated) for one in renderers] == [False, True, False, False]


def test_the_guide_lists_every_template_with_every_variable() -> None:
    guide = GUIDE.read_text("utf-8")
    listed = re.findall(r"^\| `(\w+\.html\.j2)` \|", guide, re.MULTILINE)
    assert sorted(listed) == sorted(SHIPPED)
    shows = (SHOW, dataclasses.replace(SHOW, facts=dataclasses.replace(FACTS, sections={"sport": "رياضة"})))
    for name, known in _given(shows).items():
        (row,) = re.findall(rf"^\| `{re.escape(name)}` \|.*$", guide, re.MULTILINE)
        common = {"page", "facts", "root", "canonical", "properties", "colour", "icon"}
        assert set(re.findall(r"`(\w+)`", row)) == known - (common if "page" in known else set()), name


def _given(shows: tuple[Show, ...]) -> dict[str, set[str]]:
    """Return the variables that each template is rendered with."""
    found: dict[str, set[str]] = {}

    class Watched(Templates):
        def render(self, name: str, **values: object) -> str:
            found.setdefault(name, set()).update(values)
            return super().render(name, **values)

    templates = Watched()
    for show in shows:
        rendered(PagesRenderer(templates), show)
    script_code(SHOW.episodes[0], FACTS, templates)
    return found
