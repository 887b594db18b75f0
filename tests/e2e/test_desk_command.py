"""``audionews desk`` as a user starts and ends it; what editors do there is in the tests of the browser."""

import signal
import subprocess
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.pasted import Result
from tests.running import needs_signals

pytestmark = pytest.mark.usefixtures("socket_enabled")
EVERYWHERE = "0.0.0.0"  # noqa: S104 - it is refused


@needs_signals
def test_the_desk_says_where_it_is_and_ends_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "audionews", "desk", "--out", str(tmp_path / "output"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        url = desk.stdout.readline().strip()
        with urlopen(url) as answer:  # noqa: S310 - our own server
            assert "من يعمل الآن؟" in answer.read().decode()
        desk.send_signal(signal.SIGINT)
        out, err = desk.communicate(timeout=60)
    assert (desk.returncode, out) == (130, "")
    assert err.splitlines()[0] == "Ctrl-C ends"


@pytest.mark.parametrize("password", ["", "short"])
def test_the_network_gets_in_with_a_good_password_only(
    audionews: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("AUDIONEWS_DESK_PASSWORD", password)
    result = audionews("desk", "--host", EVERYWHERE)
    assert result.code == 2
    assert "AUDIONEWS_DESK_PASSWORD" in result.err


def test_a_wrong_voice_is_told_at_once(audionews: Callable[..., Result]) -> None:
    Path("audionews.toml").write_text('voice = "nobody"\n')
    result = audionews("desk")
    assert (result.code, result.out) == (78, "")
    assert "nobody" in result.err


def test_a_browser_is_opened_if_asked_for(audionews: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("audionews.toml").write_text('voice = "silence"\n')
    opened: list[str] = []

    def stop(url: str, *_: object, **__: object) -> bool:
        opened.append(url)
        raise KeyboardInterrupt

    monkeypatch.setattr(webbrowser, "open", stop)
    result = audionews("desk", "--port", "0", "--open")
    assert result.code == 130
    assert opened == [result.out.strip()]
