"""Odd surroundings: clocks, zones, homes, limits and locales of absurd shape give a result or a clear error."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pasted import FIRST, Result, article
from tests.running import needs_signals

Run = Callable[..., Result]

EPOCHS = {
    "0": 0, "1718900000": 0, "": 0, " 5 ": 0, "-1": 78, "-62135596800": 78, "-62135596801": 78, "253402300799": 78,
    "10" * 15: 78, "9" * 5_000: 78, "text": 78, "nan": 78, "1e9": 78, "1718900000.5": 78, "0x10": 78,
}  # fmt: skip
UNDATED = f"افتتاح الميناء\n\n{FIRST}\n\n{FIRST.replace('أعلنت', 'وأكدت')}\n"
BUILD = ("build", "article.txt", "--voice", "silence")
# Shell commands; {audionews} is the program.
SURROUNDINGS = {
    "no home": ("env -u HOME {audionews} {build}", 0),
    "no home, usual caches": ("env -u HOME -u AUDIONEWS_CACHE -u XDG_CACHE_HOME {audionews} {build}", 0),
    "a home that cannot be": ("env -u AUDIONEWS_CACHE -u XDG_CACHE_HOME HOME=/dev/null/x {audionews} {build}", 0),
    "a relative cache": ("env -u AUDIONEWS_CACHE XDG_CACHE_HOME=here {audionews} {build}", 0),
    "a cache that is a file": ("env -u AUDIONEWS_CACHE XDG_CACHE_HOME=article.txt {audionews} {build}", 0),
    "a configuration that is a file": ("env AUDIONEWS_CONFIG=article.txt {audionews} {build}", 0),
    "no such zone": ("env TZ=Mars/Phobos {audionews} {build}", 0),
    "a long zone": (f"env TZ={'x' * 5_000} {{audionews}} {{build}}", 0),
    "the locale C without UTF-8": ("env LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 {audionews} {build}", 0),
    "the locale POSIX": ("env LC_ALL=POSIX {audionews} {build}", 0),
    "no such locale": ("env LC_ALL=xx_YY.none {audionews} {build}", 0),
    "no folder for temporary files": ("env TMPDIR=/nonexistent {audionews} {build} --workers processes:2", 0),
    "30 open files": ("ulimit -n 30; {audionews} {build} --workers processes:2", 0),
    "files of one block": ("ulimit -f 1; {audionews} {build}", 78),
    "20 MB of memory": ("ulimit -v 20000; {audionews} {build}", 75),
    "a folder that is gone": ("mkdir gone; cd gone; rmdir ../gone; {audionews} {build}", 2),
    "a folder that is gone, all named": ("mkdir gone; cd gone; rmdir ../gone; {audionews} {far}", 0),
    "a folder that is gone, listed": ("mkdir gone; cd gone; rmdir ../gone; {audionews} list", 2),
}


@pytest.mark.parametrize("epoch", EPOCHS, ids=lambda epoch: epoch[:20] or "empty")
def test_a_clock_of_the_environment_is_used_or_refused(
    audionews: Run, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    Path("article.txt").write_text(UNDATED, "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    runs = [audionews(*BUILD) for _ in range(2)]  # the second reads what the first has written
    for done in runs:
        assert done.code == EPOCHS[epoch], done.err
        assert "damaged" not in done.err
        assert not done.code or re.fullmatch(r"audionews: SOURCE_DATE_EPOCH is .{1,60}\n  try: [^\n]+\n", done.err)


def test_a_clock_that_is_set_back_changes_nothing_that_was_built(
    audionews: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("article.txt").write_text(UNDATED, "utf-8")
    first = audionews(*BUILD)
    sidecar = Path(first.out.splitlines()[0]).with_suffix(".json")
    before = json.loads(sidecar.read_bytes())
    for epoch in ("0", "946684800"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        again = audionews(*BUILD)
        assert again.code == 0, again.err
        assert json.loads(sidecar.read_bytes()) == before
    Path("article.txt").write_text(UNDATED.replace("الخميس", "الأربعاء"), "utf-8")
    corrected = audionews(*BUILD)
    assert corrected.code == 0, corrected.err
    assert json.loads(sidecar.read_bytes())["published"] == before["published"]
    assert audionews("check", "output").code == 0


@needs_signals
@pytest.mark.parametrize("kind", SURROUNDINGS)
def test_odd_surroundings_give_a_result_or_an_error_of_two_lines(tmp_path: Path, kind: str) -> None:
    command, code = SURROUNDINGS[kind]
    Path("article.txt").write_text(article(), "utf-8")
    far = ("build", Path("article.txt").absolute(), "--voice", "silence", "--out", tmp_path / "far")
    words = {
        "audionews": f"{shlex.quote(sys.executable)} -P -m audionews",
        "build": shlex.join(BUILD),
        "far": shlex.join(map(str, far)),
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        ["bash", "-c", command.format(**words)],  # noqa: S607 - of the system
        capture_output=True, check=False, env=environment,
    )  # fmt: skip
    told = done.stderr.decode()
    assert done.returncode == code, told
    assert "Traceback" not in told
    if code:
        assert re.search(r"audionews: [^\n]+\n  try: [^\n]+\n\Z", told)
