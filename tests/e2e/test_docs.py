"""What the pages for newcomers print is run as it is printed, and every link of the pages leads somewhere."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.doc_pages import PAGES, ROOT, anchors, blocks
from tests.pasted import Result, article

from audionews.model.media import cache_control, media_type
from audionews.settings import load_settings

README = (ROOT / "README.md").read_text("utf-8")
READING = (ROOT / "docs" / "how-to" / "read-articles.md").read_text("utf-8")
ASKS_THE_NETWORK = "voices install"
DESK = "audionews desk"  # waits too


@pytest.fixture
def run(audionews: Callable[..., Result]) -> Callable[[str], None]:
    """Run a command line as the reader of a page would."""

    def call(line: str) -> None:
        if line.startswith("audionews "):
            result = audionews(*shlex.split(line)[1:])
            assert result.code == 0, (line, result.err)
        else:
            programs = f"PATH={Path(sys.executable).parent}:$PATH"
            subprocess.run(["/bin/sh", "-ec", f"{programs}\n{line}"], check=True)

    return call


def settle() -> None:
    """Edit the settings as the pages say; a voice that is quick."""
    settings = Path("audionews.toml").read_text("utf-8")
    settings = settings.replace('base_url = ""', 'base_url = "https://example.org/podcast"', 1)
    Path("audionews.toml").write_text(settings.replace('voice = "auto"', 'voice = "silence"', 1), "utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))
    for link in (link for link in links if "://" not in link):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_pages_of_the_site_link_to_nothing_outside_of_it(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s#]+)", page.read_text("utf-8"))
    targets = [(page.parent / link).resolve() for link in links if "://" not in link]
    assert [target for target in targets if not target.is_relative_to(ROOT / "docs")] == []


def test_every_page_is_in_the_navigation_of_the_site() -> None:
    project = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]
    named = list(_pages_in(project["nav"]))
    there = {str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")}
    assert len(named) == len(set(named))
    assert set(named) == there


def _pages_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _pages_in(each)


NAMED_IN_A_ROW = r"`((?:[a-z_]+/)+[a-z_]+\.py)`[^`\n]*`([A-Z][a-z]+[A-Z]?[A-Za-z]*)`"
NAMED_IN_A_MODULE = r"`(?P<name>[A-Z][A-Za-z]+)` in `(?P<module>[a-z_/]+\.py)`"


def test_a_class_is_in_the_module_in_which_a_page_says_that_it_is() -> None:
    pages = [page.read_text("utf-8") for page in PAGES]
    named = [(found[1], found[2]) for page in pages for found in re.finditer(NAMED_IN_A_ROW, page)]
    named += [(found["module"], found["name"]) for page in pages for found in re.finditer(NAMED_IN_A_MODULE, page)]
    assert {("model/facts.py", "ShowFacts"), ("src/audionews/model/show.py", "Episode")} <= set(named)
    for module, name in named:
        (file,) = [file for place in (ROOT, ROOT / "src/audionews") if (file := place / module).exists()]
        assert re.search(rf"^class {name}\b", file.read_text("utf-8"), re.MULTILINE), (module, name)


def test_lists_in_lists_are_indented_as_the_site_and_a_repository_both_read_them() -> None:
    found = [
        f"{page.relative_to(ROOT)}: {line}"
        for page in PAGES
        for line in page.read_text("utf-8").splitlines()
        if re.match(r" {1,3}(?:[-*]|\d+\.) ", line)
    ]
    assert found == []
    inner = r"^ {4}[-*] [^\n]*\n\n {4}\S(?:[^\n]+\n)+(?=\d+\. )"  # the site takes the next point for a part of it
    assert [page.name for page in PAGES if re.search(inner, page.read_text("utf-8"), re.MULTILINE)] == []


def test_the_web_server_of_the_page_on_hosting_knows_every_type() -> None:
    (nginx,) = (block.text for block in blocks(ROOT / "docs" / "how-to" / "host.md") if block.kind == "nginx")
    types = dict(reversed(line.rstrip(";").split()) for line in re.findall(r"^ +(\S+/\S+ +\w+;)$", nginx, re.MULTILINE))
    for suffix in (
        ".html",
        ".css",
        ".js",
        ".svg",
        ".vtt",
        ".srt",
        ".json",
        ".xml",
        ".mp3",
        ".opus",
        ".m4a",
        ".jpg",
        ".webp",
    ):
        assert types[suffix[1:]] == media_type(f"x{suffix}").partition(";")[0]
    assert "location = /podcast { return 301 /podcast/; }" in nginx
    lasting = re.findall(r"max-age=(\d+)", nginx)
    assert lasting == [re.findall(r"\d+", cache_control(name))[0] for name in ("feed.xml", "x.mp3")]


def test_every_command_of_the_readme_runs(run: Callable[[str], None]) -> None:
    table = [line.rsplit(" | ", 1)[1] for line in README.splitlines() if line.startswith("| ")]
    commands = [found.replace("\\|", "|") for cell in table for found in re.findall(r"`([^`]*audionews [^`]*)`", cell)]
    assert len(commands) > 15
    Path("article.txt").write_text(article(), "utf-8")
    Path("news").mkdir()
    Path("news/other.txt").write_text(article("المدينة تفتح مكتبة جديدة"), "utf-8")
    run(commands[0])
    settle()
    run("audionews build article.txt")
    (sound,) = Path("output/episodes").glob("*.mp3")
    for command in commands[1:]:
        if ASKS_THE_NETWORK not in command and command != DESK:
            run(re.sub(r"\bID\b", sound.stem, command))


def test_what_the_page_on_reading_prints_can_be_done(run: Callable[[str], None]) -> None:
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", READING, re.DOTALL | re.MULTILINE)
    settings = "\n".join(block for kind, block in blocks if kind == "toml")
    loaded = load_settings(_written("audionews.toml", f'voice = "silence"\n{settings}'))
    assert (loaded.network.own_sites, loaded.sites[0].host) == (("example.org",), "example.org")
    (example,) = (block for kind, block in blocks if kind == "json")
    _written("articles.jsonl", example * 2)
    _written("article.txt", article())
    Path("news").mkdir()
    _written("news/other.txt", article("المدينة تفتح مكتبة جديدة"))
    commands = [line for kind, block in blocks if not kind for line in block.splitlines()]
    offline = [line for line in commands if not re.search(r"inspect http", line)]
    assert len(offline) > 8
    for line in offline:
        run(f"env {line}" if " > " in line else line)  # the shell writes the file


def _written(name: str, text: str) -> Path:
    Path(name).write_text(text, "utf-8")
    return Path(name)


@pytest.mark.parametrize("name", ["describe-a-show", "move-a-show", "count-downloads"])
def test_the_settings_that_a_page_shows_are_right(name: str) -> None:
    blocks = re.findall("```toml\n(.*?)```", (ROOT / f"docs/how-to/{name}.md").read_text("utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        written = block if block.startswith("[") else f"[show]\n{block}"
        Path("audionews.toml").write_text(written, "utf-8")
        assert load_settings(Path("audionews.toml")).show.title
