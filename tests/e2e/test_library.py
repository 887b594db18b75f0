"""audionews as a library: the names are there, the example of the README runs, and nothing has to be printed."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.doc_pages import ROOT, blocks
from tests.pasted import article

import audionews
from audionews import Article, BuildRequest, EditionRequest, Settings, Show, build, events, read_articles
from audionews.errors import NoBody, NoHeadline, SettingsError, UsageError
from audionews.model import PlayerLook

README = Path(__file__).parents[2] / "README.md"
STORY = Article(
    source="cms",
    source_id="42",
    headline="افتتاح الميناء الجديد في المدينة",
    body=("افتتح وزير النقل الميناء اليوم.",),
    date=datetime(2024, 6, 20, tzinfo=UTC),
)


@pytest.fixture
def show() -> Show:
    return Show.open("output", Settings(voice="silence"))


def test_every_public_name_is_there() -> None:
    assert all(getattr(audionews, name) for name in audionews.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = audionews.nothing


@pytest.mark.parametrize("name", audionews.__all__)
def test_every_public_name_can_be_imported_before_any_other(name: str) -> None:
    subprocess.run([sys.executable, "-P", "-c", f"from audionews import {name}"], check=True)


@pytest.mark.parametrize("line", ["import audionews.events", "import audionews; audionews.events.Event"])
def test_events_are_a_module_of_their_own(line: str) -> None:
    subprocess.run([sys.executable, "-P", "-c", line], check=True)


def test_every_event_is_public() -> None:
    assert {each.__name__ for each in events.Event.__subclasses__()} | {"Event", "Listener"} == set(events.__all__)


def test_the_examples_of_the_reference_run() -> None:
    Path("article.txt").write_text(article("خبر آخر من الميناء"), "utf-8")
    Path("audionews.toml").write_text('voice = "silence"\n', "utf-8")
    page = ROOT / "docs" / "reference" / "python.md"
    examples = [block.text for block in blocks(page) if block.kind == "python" and "import " in block.text]
    assert len(examples) == 3
    printed = []
    for example in examples:
        program = example.replace('"ar-neural"', '"silence"')
        done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, check=True, text=True)
        printed.append(done.stdout)
    assert printed[0].split()[1] == "new"
    assert printed[1].splitlines()[0].startswith("article.txt: ")
    assert printed[1].splitlines()[-1].endswith(" is ready")
    assert printed[2] == ""


def test_the_example_of_the_readme_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    Path("article.txt").write_text(article("خبر آخر من الميناء"), "utf-8")
    Path("audionews.toml").write_text('voice = "silence"\n', "utf-8")
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, check=True, text=True)
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["new", "new"]
    assert len(list(Path("output/episodes").glob("*.mp3"))) == 2


def test_articles_are_built_from_values_files_and_bytes(show: Show) -> None:
    Path("a.txt").write_text(article("خبر من ملف"), "utf-8")
    told: list[events.Event] = []
    result = build([STORY, Path("a.txt"), article("خبر من ذاكرة").encode()], show, tell=told.append)
    assert [built.change for built in result.episodes] == ["new"] * 3
    assert [built.source for built in result.episodes] == ["cms", "a.txt", "-"]
    assert result.failures == ()
    assert result.spoken == sum(built.spoken for built in result.episodes) > 5
    assert [event.id for event in told if isinstance(event, events.EpisodeWritten)] == [
        built.episode.id for built in result.episodes
    ]
    again = show.build([STORY])
    assert (again.episodes[0].change, again.spoken) == ("unchanged", 0)


def test_what_fails_is_returned_and_the_others_go_on(show: Show) -> None:
    result = build([article("عنوان بلا نص").splitlines()[0].encode(), STORY, "missing.txt"], show)
    assert [built.source for built in result.episodes] == ["cms"]
    assert [type(failed.error) for failed in result.failures] == [NoBody, UsageError]
    assert [failed.source for failed in result.failures] == ["-", "missing.txt"]


@pytest.mark.parametrize("given", ["a.txt", b"text", Path("a.txt"), STORY])
def test_one_article_where_several_are_expected_is_an_error(show: Show, given: object) -> None:
    with pytest.raises(UsageError, match="several are expected"):
        build(given, show)  # type: ignore[arg-type] # what a caller may get wrong


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"headline": " "}, NoHeadline),
        ({"body": ()}, NoBody),
        ({"body": ("", " ")}, NoBody),
        ({"body": "افتتح وزير النقل الميناء."}, UsageError),
        ({"summary": None}, UsageError),
        ({"body": (1,)}, UsageError),
        ({"headline": None}, UsageError),
        ({"date": "2024-06-20"}, UsageError),
    ],
)
def test_an_article_with_a_wrong_value_fails_alone(show: Show, given: dict[str, Any], error: type[Exception]) -> None:
    result = build([replace(STORY, **given), replace(STORY, source_id="43")], show)
    assert [type(failed.error) for failed in result.failures] == [error]
    assert [built.episode.source_id for built in result.episodes] == ["43"]


@pytest.mark.parametrize("given", [None, 1, [None], [bytearray(b"x")]])
def test_what_is_no_article_is_an_error(show: Show, given: Any) -> None:  # noqa: ANN401 - anything
    with pytest.raises(UsageError):
        build(given, show)


def test_a_target_is_a_folder_or_an_address_and_never_empty(show: Show) -> None:
    public = Show.open(
        "output", replace(show.settings, show=replace(show.settings.show, base_url="https://example.org/pod"))
    )
    episode = public.build([STORY]).episodes[0].episode
    public.deploy(Path("www"))
    assert Path("www/feed.xml").exists()
    with pytest.raises(UsageError, match="empty"):
        public.deploy("")
    assert not Path("feed.xml").exists()
    with pytest.raises(UsageError, match="frame"):
        public.embed(episode.id, "frame")
    with pytest.raises(UsageError, match='no size "compakt"') as caught:
        public.embed(episode.id, look=PlayerLook(size="compakt"))
    assert "compact" in caught.value.remedy


def test_a_show_lists_removes_restores_renders_and_deploys(show: Show) -> None:
    (built,) = build([STORY], show, BuildRequest(voice="silence")).episodes
    known = built.episode.id
    assert [(each.id, each.state) for each in show.episodes()] == [(known, "published")]
    assert show.episode(known[:12]) == built.episode
    assert show.remove(known).removed
    assert [each.state for each in show.episodes()] == ["removed"]
    assert not show.restore(known).removed
    Path("output/index.html").unlink()
    show.render()
    assert Path("output/index.html").exists()
    edition = show.edition(EditionRequest())
    assert edition.episode.stories == (known,)
    with pytest.raises(SettingsError, match="no base URL"):
        show.deploy("www")
    with pytest.raises(SettingsError, match="no base URL"):
        show.embed(known)


def test_the_script_of_an_episode_is_kept_as_it_was_spoken(show: Show) -> None:
    (built,) = build([STORY], show).episodes
    script = show.script(built.episode.id)
    assert (script.voice, script.segments) == ("silence", built.episode.segments)
    assert [line.written for line in script.lines] == [cue.text for cue in built.episode.cues]
    assert all(0 <= word.confidence <= 1 for line in script.lines for word in line.words)


def test_an_article_is_read_as_it_is() -> None:
    assert read_articles(STORY) == (STORY,)
