"""What a build does outside of its folders, as strace sees it: nothing."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pasted import article

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is a program of Linux")
CREATES = re.compile(r'(?:mkdir|openat|creat|rename\w*|link\w*|unlink\w*)\([^"]*"([^"]*)"(?:[^"]*"([^"]*)")?(.*)')


@pytest.mark.parametrize("voice", ["ar-espeak"])
def test_a_build_with_an_offline_voice_asks_no_network_and_writes_only_where_it_should(
    tool: Callable[[str], str], tmp_path: Path, voice: str
) -> None:
    Path("article.txt").write_text(article(), "utf-8")
    home, log = tmp_path / "home", tmp_path / "strace"
    home.mkdir()
    calls = "socket,connect,sendto,mkdir,mkdirat,openat,creat,rename,renameat,renameat2,link,symlink,symlinkat"
    watch = (tool("strace"), "-f", "-qq", "-e", "signal=none", "-s", "4096", "-o", log, "-e", f"trace={calls}")
    build = (sys.executable, "-m", "audionews", "build", "article.txt", "--voice", voice)
    environment = {**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        environment.pop(name, None)
    subprocess.run([*watch, *build], env=environment, check=True, capture_output=True)
    seen = log.read_text("utf-8", "replace").splitlines()
    asked = [line for line in seen if re.search(r"\b(socket|connect|sendto)\(.*(AF_INET|sin_addr|sin6_addr)", line)]
    assert not asked, asked
    here = Path.cwd()
    allowed = (here / "output", os.environ["AUDIONEWS_CACHE"], "/dev/", "/proc/")
    written = {made for line in seen if (made := _made(line))}
    elsewhere = [name for name in written if not os.path.normpath(here / name).startswith(tuple(map(str, allowed)))]
    assert not elsewhere, elsewhere
    assert any(name.endswith(".mp3") for name in written), "strace sees what is written"
    assert not list(home.iterdir())


def _made(line: str) -> str | None:
    """Return the name of what a call made, or None if it only read, or failed."""
    match = CREATES.search(line)
    if match is None or " = -1 " in line:
        return None
    first, second, rest = match.groups()
    if "openat" in match[0]:
        return first if re.search(r"O_(CREAT|WRONLY|RDWR|TRUNC)", rest) else None
    return second or first
