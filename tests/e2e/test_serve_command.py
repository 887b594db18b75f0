"""``audionews serve`` as a user starts and ends it, and a reader of the program's output who has enough."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.pasted import Result, article
from tests.running import needs_signals


@needs_signals
@pytest.mark.usefixtures("socket_enabled")
def test_a_show_is_served_until_an_interrupt(audionews: Callable[..., Result]) -> None:
    Path("article.txt").write_text(article(), "utf-8")
    assert audionews("build", "article.txt", "--voice", "silence").code == 0
    command = [sys.executable, "-m", "audionews", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        page, feed = (server.stdout.readline().strip() for _ in range(2))
        with urlopen(feed) as answer:  # noqa: S310 - our own server
            assert f"{page}episodes/" in answer.read().decode()
        server.send_signal(signal.SIGINT)
        _, words = server.communicate()
    assert server.returncode == 130
    assert words.splitlines() == [
        "listen at the first, subscribe to the second; Ctrl-C ends",
        "",
        "audionews: interrupted; what was finished is kept",
    ]


def test_a_reader_that_has_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "audionews", "voices", "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as lister:
        assert lister.stdout is not None
        lister.stdout.close()
        assert lister.stderr is not None
        assert lister.stderr.read() == b""
    assert lister.returncode == 0
