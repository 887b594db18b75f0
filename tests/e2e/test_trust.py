"""A folder of a stranger: nothing in it runs a program, or sends a text or a key, before its user trusts it."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.pasted import Result, article
from tests.running import running

Run = Callable[..., Result]


class Listener(BaseHTTPRequestHandler):
    """Notes who asks."""

    server: "Listening"

    def do_POST(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)

    do_GET = do_POST  # noqa: N815 - the name in the standard library

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing."""


class Listening(ThreadingHTTPServer):
    """A service of a stranger."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Listener)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def service() -> Iterator[Listening]:
    with running(Listening()) as server:
        yield server


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIONEWS_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "dear")
    monkeypatch.setenv("OPENAI_API_KEY", "dear")
    monkeypatch.setenv("AZURE_SPEECH_KEY", "dear")
    Path("article.txt").write_text(article(), "utf-8")


@pytest.fixture
def program(tmp_path: Path) -> str:
    """Return a command that leaves a mark."""
    (tmp_path / "program.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()")
    return shlex.join([sys.executable, str(tmp_path / "program.py")])


def write_voice(name: str, engine: str, more: str = "", **settings: str) -> None:
    Path("voices").mkdir(exist_ok=True)
    lines = [f'engine = "{engine}"', more, "[settings]", *(f"{key} = '{value}'" for key, value in settings.items())]
    Path(f"voices/{name}.toml").write_text("\n".join(lines))


def settings(voice: str) -> None:
    Path("audionews.toml").write_text(f'voice = "{voice}"\n')


@pytest.mark.parametrize("way", ["settings", "option", "fallback", "role", "try", "script"])
def test_a_program_that_a_folder_names_is_not_run(audionews: Run, program: str, tmp_path: Path, way: str) -> None:
    write_voice("mine", "command", command=program)
    call: tuple[str, ...] = ("build", "article.txt")
    match way:
        case "settings":
            settings("mine")
        case "option":
            call = (*call, "--voice", "mine")
        case "fallback":
            write_voice("other", "command", 'fallback = ["mine"]', command="false")
            assert audionews("trust", "other").code == 0
            call = (*call, "--voice", "other")
        case "role":
            write_voice("other", "silence", '[roles]\nheadline = "mine"')
            call = (*call, "--voice", "other")
        case "try":
            call = ("voices", "try", "mine")
        case "script":
            call = ("script", "article.txt", "--voice", "mine", "--wav", "line.wav")
    result = audionews(*call)
    assert result.code in {69, 78}
    assert not (tmp_path / "ran").exists()
    assert "is not trusted: it sets command" in result.err
    assert "audionews trust mine" in result.err


@pytest.mark.parametrize("name", ["ar-ziad", "ar-espeak", "silence"])
def test_a_folder_cannot_take_the_name_of_a_shipped_voice(
    audionews: Run, program: str, tmp_path: Path, name: str
) -> None:
    write_voice(name, "command", command=program)
    result = audionews("build", "article.txt", "--voice", name)
    assert result.code == 78
    assert "has the name of a voice that comes with audionews" in result.err
    assert not (tmp_path / "ran").exists()


def test_a_copy_of_a_shipped_voice_is_that_voice(audionews: Run) -> None:
    Path("voices").mkdir()
    shipped = Path(__file__).parents[2] / "voices/silence.toml"
    Path("voices/silence.toml").write_bytes(shipped.read_bytes())
    assert audionews("build", "article.txt", "--voice", "silence").code == 0


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize(
    ("engine", "key", "chosen"),
    [
        ("openai", "base_url", {}),
        ("openai", "base_url", {"key": "AWS_SECRET_ACCESS_KEY"}),
        ("azure", "address", {}),
        ("gtts", "address", {}),
        ("edge", "address", {}),
    ],
)
def test_nothing_is_sent_where_a_folder_says(
    audionews: Run, service: Listening, engine: str, key: str, chosen: dict[str, str]
) -> None:
    write_voice("mine", engine, 'id = "ar-EG-SalmaNeural"', **{key: service.address}, **chosen)
    settings("mine")
    result = audionews("build", "article.txt")
    assert result.code == 78
    assert f"it sets {key}" in result.err
    assert not service.asked


def test_a_key_that_a_folder_names_is_not_sent(audionews: Run) -> None:
    write_voice("mine", "openai", key="AWS_SECRET_ACCESS_KEY")
    result = audionews("build", "article.txt", "--voice", "mine")
    assert result.code == 78
    assert "is not trusted: it sets key" in result.err


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"base_url": "https://tts.example/v1", "key": "AWS_SECRET_ACCESS_KEY"}, "may hold anything"),
        ({"base_url": "https://tts.example/v1"}, "is for api.openai.com, and would be sent to tts.example"),
        ({"base_url": "http://tts.example/v1", "key": "AUDIONEWS_TTS"}, "over http, where others can read it"),
    ],
)
def test_a_trusted_file_still_sends_no_key_astray(
    audionews: Run, monkeypatch: pytest.MonkeyPatch, chosen: dict[str, str], told: str
) -> None:
    monkeypatch.setenv("AUDIONEWS_TTS", "dear")
    write_voice("mine", "openai", **chosen)
    assert audionews("trust", "mine").code == 0
    result = audionews("build", "article.txt", "--voice", "mine")
    assert result.code == 78
    assert told in result.err


def test_a_template_of_a_folder_runs_nothing(audionews: Run, program: str, tmp_path: Path) -> None:
    Path("templates").mkdir()
    reach = "''.__class__.__mro__[1].__subclasses__()"
    hostile = f"{{{{ {reach} }}}}{{{{ cycler.__init__.__globals__.os.system({program!r}) }}}}"
    for name in ("index.html.j2", "episode.html.j2", "page.html.j2"):
        Path("templates", name).write_text(hostile)
    result = audionews("build", "article.txt", "--voice", "silence")
    assert not (tmp_path / "ran").exists()
    assert result.code == 78
    assert "unsafe" in result.err


@pytest.mark.usefixtures("program")
def test_modules_of_the_working_folder_are_not_imported(tmp_path: Path) -> None:
    for module in ("multiprocessing", "struct", "json", "numpy", "tempfile", "sitecustomize", "lameenc", "pydub"):
        Path(f"{module}.py").write_text((tmp_path / "program.py").read_text())
    command = [str(Path(sys.executable).with_name("audionews")), "build", "article.txt"]
    done = subprocess.run(
        [*command, "--voice", "ar-espeak", "--workers", "processes:1"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()


def test_trust_holds_for_the_file_as_it_is(audionews: Run, program: str, tmp_path: Path) -> None:
    write_voice("mine", "command", command=program)
    trusted = audionews("trust", "mine")
    assert (trusted.code, trusted.out) == (0, "voices/mine.toml\n".replace("/", os.sep))
    assert f"it may decide: command = {program!r}" in trusted.err
    assert str(Path("voices/mine.toml").absolute()) in audionews("trust").out
    assert "is not trusted" not in audionews("build", "article.txt", "--voice", "mine").err
    assert (tmp_path / "ran").exists()
    (tmp_path / "ran").unlink()
    write_voice("mine", "command", command=f"{program} again")
    assert "is not trusted" in audionews("build", "article.txt", "--voice", "mine").err
    assert audionews("trust", "mine").code == 0
    assert "not trusted any more" in audionews("trust", "mine", "--remove").err
    assert audionews("trust").out == ""
    assert "is not trusted" in audionews("build", "article.txt", "--voice", "mine").err
    assert not (tmp_path / "ran").exists()
    (row,) = [row for row in audionews("voices", "list").out.splitlines() if row.startswith("mine")]
    assert "not trusted" in row


def test_a_damaged_list_of_trusted_files_is_told(audionews: Run, program: str, tmp_path: Path) -> None:
    write_voice("mine", "command", command=program)
    (tmp_path / "config").mkdir()
    (tmp_path / "config/trusted.json").write_text("[]")
    result = audionews("build", "article.txt", "--voice", "mine")
    assert result.code == 78
    assert "trusted.json is damaged" in result.err
