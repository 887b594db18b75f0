"""The page on writing an engine: its very text is installed as a package, and a show is built with it."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.pasted import Result, article
from tests.running import running
from tests.services import tone, wav

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "new-engine.md"
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
(CODE,) = (text for kind, text in BLOCKS if kind == "python")
PROJECT, VOICE = (text for kind, text in BLOCKS if kind == "toml")


class Newsroom(BaseHTTPRequestHandler):
    """The voice server of the page."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        sound = wav(tone(asked["say"], asked["pace"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(sound)))
        self.end_headers()
        self.wfile.write(sound)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing."""


@pytest.fixture
def address(socket_enabled: None) -> Iterator[str]:  # noqa: ARG001 - opens the loopback
    with running(ThreadingHTTPServer(("127.0.0.1", 0), Newsroom)) as server:
        yield f"http://127.0.0.1:{server.server_port}/say"


def install(folder: Path, code: str = CODE) -> None:
    """Put the engine of the page, or another one, into a folder, as an installer would."""
    project = tomllib.loads(PROJECT)
    facts = folder / "my_engine-1.0.dist-info"
    facts.mkdir(parents=True)
    name, version = project["project"]["name"], project["project"]["version"]
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    rows = [f"{key} = {value}" for key, value in project["project"]["entry-points"]["audionews.engines"].items()]
    (facts / "entry_points.txt").write_text("\n".join(["[audionews.engines]", *rows, ""]))
    (folder / "my_engine.py").write_text(code, "utf-8")


def test_the_engine_of_the_page_speaks_an_episode(
    process: Callable[..., Result], tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "site")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    Path("voices").mkdir()
    Path("voices/anchor.toml").write_text(VOICE.replace("http://127.0.0.1:8123/say", address), "utf-8")
    refused = process("voices", "try", "anchor")
    assert (refused.code, "audionews trust anchor" in refused.err) == (78, True)
    assert process("trust", "anchor").code == 0
    Path("article.txt").write_text(article(), "utf-8")
    result = process("build", "article.txt", "--voice", "anchor", "--json")
    assert result.code == 0, result.err
    (facts,) = (path for path in Path("output/episodes").glob("*.json") if path.name.count(".") == 1)
    assert json.loads(facts.read_text("utf-8"))["voice"]["engine"] == "newsroom"
    listed = process("voices", "list")
    assert re.search(r"anchor +newsroom +ready +online", listed.out)


def test_a_bug_in_a_plug_in_ends_in_two_lines(
    process: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "site", CODE.replace("        refuse_pitch(", "        1 / 0\n        refuse_pitch("))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    Path("voices").mkdir()
    Path("voices/anchor.toml").write_text(VOICE, "utf-8")
    assert process("trust", "anchor").code == 0
    result = process("voices", "try", "anchor", "سلام")
    assert (result.code, result.out) == (70, "")
    first, second = result.err.splitlines()
    assert first.startswith("audionews: internal error: ZeroDivisionError")
    assert second == "  try: report it with what 'audionews -vv ...' prints"
    assert "Traceback" in process("-vv", "voices", "try", "anchor", "سلام").err
    assert not Path("anchor.wav").exists()


OLD = """
import json
import os

from audionews.engines.options import refuse_unknown
from audionews.engines.sound import sound_clip
from audionews.engines.web import post
from audionews.engines.words import check_text
from audionews.errors import SettingsError
from audionews.model import Caps, Clip, Diacritics, Voice


class NewsroomEngine:
    name = "newsroom"
    version = "1"
    caps = Caps(offline=False, max_chars=300, concurrency=4, diacritics=Diacritics.KEEP, learned=True)

    def speak(self, text: str, voice: Voice) -> Clip:
        check_text(text, self.caps.max_chars)
        refuse_unknown(voice, "address")
        request = {"say": text, "who": voice.id, "pace": voice.speed}
        headers = {"Authorization": f"Bearer {os.environ.get('NEWSROOM_KEY', '')}"}
        return sound_clip(post(str(voice.settings["address"]), json.dumps(request).encode(), headers, limit=30.0))
"""


def test_an_engine_that_was_written_for_0_1_0_still_speaks(
    process: Callable[..., Result], tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "site", OLD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    Path("voices").mkdir()
    Path("voices/anchor.toml").write_text(VOICE.replace("http://127.0.0.1:8123/say", address), "utf-8")
    result = process("voices", "try", "anchor", "سلام")
    assert (result.code, result.out) == (0, "anchor.wav\n"), result.err


@pytest.mark.parametrize(
    ("setting", "what", "remedy"),
    [
        ('adress = "x"', 'the engine newsroom has no setting "adress"', 'did you mean "address"?'),
        ('address = "x"\nmood = 7', "settings.mood is 7", 'write mood = "text"'),
        ("", "settings.address is missing", 'write address = "text"'),
    ],
)
def test_a_wrong_setting_of_a_voice_is_named(
    process: Callable[..., Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    what: str,
    remedy: str,
) -> None:
    install(tmp_path / "site")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    Path("voices").mkdir()
    Path("voices/anchor.toml").write_text(VOICE[: VOICE.index("address =")] + setting, "utf-8")
    process("trust", "anchor")
    result = process("voices", "try", "anchor", "سلام")
    assert result.code == 78
    assert result.err.splitlines() == [f"audionews: voice anchor: {what}", f"  try: {remedy}"]


def test_the_engine_of_the_page_has_about_forty_lines() -> None:
    assert len(CODE.splitlines()) <= 45
