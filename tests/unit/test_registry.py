"""Plug-ins are found by name, without importing what they need."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.newsroom import make_show

from audionews import registry
from audionews.errors import SettingsError
from audionews.ports import SpeechEngine

ROOT = Path(__file__).parents[2]
BUILT_IN = {"espeak", "gtts", "hts", "silence"}


def test_the_built_in_engines_are_registered() -> None:
    assert set(registry.engine_names()) >= BUILT_IN


def test_an_engine_is_made_once_a_process() -> None:
    engine = registry.engine("silence")
    assert isinstance(engine, SpeechEngine)
    assert registry.engine("silence") is engine


def test_an_unknown_engine_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(SettingsError, match='there is no engine "espaek"') as caught:
        registry.engine("espaek")
    assert caught.value.remedy == 'did you mean "espeak"?'


def test_a_word_like_no_engine_is_answered_with_all_names() -> None:
    with pytest.raises(SettingsError) as caught:
        registry.engine("qqqqqq")
    assert "espeak" in caught.value.remedy
    assert "silence" in caught.value.remedy


def test_listing_names_imports_no_engine() -> None:
    code = (
        "import sys; from audionews import registry; registry.engine_names();"
        "print([n for n in sys.modules if n.startswith(('audionews.engines', 'numpy', 'gtts', 'pyopenjtalk'))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def register(folder: Path, *, entry: str, extra: str = "") -> None:
    """Put a package's metadata and a module into the folder, as an installer would."""
    (folder / "loud_engines.py").write_text("import a_package_that_nobody_has\n")
    metadata = folder / "loud-1.0.dist-info"
    metadata.mkdir()
    provides = f"Provides-Extra: {extra}\n" if extra else ""
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: loud\nVersion: 1.0\n{provides}")
    (metadata / "entry_points.txt").write_text(f"[audionews.engines]\nloud = {entry}\n")


def complaint(folder: Path) -> list[str]:
    code = (
        f"import sys; sys.path.insert(0, {str(folder)!r})\n"
        "from audionews import errors, registry\n"
        "try: registry.engine('loud')\n"
        "except errors.SettingsError as error: print(error.message, error.remedy, sep='\\n')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def test_a_missing_package_is_named_with_the_extra_to_install(tmp_path: Path) -> None:
    register(tmp_path, entry="loud_engines:Loud", extra="loud")
    message, remedy = complaint(tmp_path)
    assert message == 'the plug-in "loud" needs the package a_package_that_nobody_has, which is not installed'
    assert remedy.endswith(' -m pip install "loud[loud]"')


def test_a_package_that_lacks_its_own_module_is_not_to_be_fetched_from_an_index(tmp_path: Path) -> None:
    register(tmp_path, entry="loud_module:Loud")
    message, remedy = complaint(tmp_path)
    assert message == 'the package loud registers the plug-in "loud", but has no module loud_module'
    assert remedy == "name its modules in its pyproject.toml, and install it again"


def test_without_an_extra_the_package_itself_is_to_be_installed(tmp_path: Path) -> None:
    register(tmp_path, entry="loud_engines:Loud")
    assert complaint(tmp_path)[1].endswith(' -m pip install "loud"')


def test_a_plug_in_that_is_not_where_it_says_is_named(tmp_path: Path) -> None:
    register(tmp_path, entry="textwrap:Loud")
    message, remedy = complaint(tmp_path)
    assert message == 'the plug-in "loud" has no textwrap:Loud'
    assert remedy.endswith("pip install -U loud")


def test_the_built_in_readers_are_registered() -> None:
    assert {reader.name for reader in registry.readers()} >= {"text"}


def test_the_feed_is_rendered_last_since_it_names_what_others_make() -> None:
    assert [renderer.name for renderer in registry.renderers()] == ["chapters", "pages", "transcripts", "feed"]


OLD_PLUGIN = """
class Notes:
    name = "notes"
    def render(self, show):
        yield "notes.txt", [show.facts.title.encode(), b"\\n"]
        yield "titles.txt", (f"{episode.title}\\n".encode() for episode in show.episodes[:1])
        yield "count.txt", [str(len(show.episodes)).encode()]
"""
OLD_SHOW = """
import sys; sys.path[:0] = sys.argv[1:]
from audionews import registry
from tests.newsroom import make_show, outputs
told = []
notes = next(one for one in registry.renderers(tell=told.append) if one.name == "notes")
for output in outputs(notes, make_show(2)):
    print(output.path, repr(output.inputs), b"".join(output.pieces).decode().strip())
print(*[event.text for event in told], sep="\\n")
"""


def test_a_publisher_of_0_1_0_still_renders_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes_plugin.py").write_text(OLD_PLUGIN)
    metadata = tmp_path / "notes-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: notes\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[audionews.publishers]\nnotes = notes_plugin:Notes\n")
    run = subprocess.run(
        [sys.executable, "-c", OLD_SHOW, str(tmp_path), str(ROOT)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    show = make_show(2)
    assert run.stdout.splitlines() == [
        f"notes.txt '' {show.facts.title}",
        f"titles.txt '' {show.episodes[0].title}",
        "count.txt '' 2",
        'the plug-in "notes" has the old port audionews.publishers: all it makes is made each time',
    ]
