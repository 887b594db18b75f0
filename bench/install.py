"""Installs the wheel with each extra into an environment of its own, and runs its demonstration in an empty folder.

python bench/install.py dist/audionews-0.1.0-py3-none-any.whl [python3.12 ...] [EXTRA ...]

For each Python from 3.11 on that is in PATH, or those that are named: the size of the environment without pip, the
seconds that pip took, and what became of the demonstration, of the check of its show, and of the doctor. The package
index is the one that pip is set up for; what pip has downloaded once it takes from its own cache.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zipfile import ZipFile

PYTHONS = tuple(f"python3.{minor}" for minor in range(11, 15))
ONLINE = "ar-salma"
VOICES = {"": "ar-neural", "espeak": "ar-espeak", "hts": "ar-ziad", "piper": "ar-kareem", "edge": ONLINE}
NOT_COUNTED = ("pip", "setuptools", "pkg_resources", "_distutils_hack", "distutils-precedence.pth")
ALTERNATE = '[sound]\nalternate = "opus"\n'


def main() -> None:
    """Print the table."""
    wheel, *named = sys.argv[1:]
    pythons = [each for each in named if Path(each).name.startswith("python")] or PYTHONS
    chosen = [each for each in named if each not in pythons]
    print("| Python | extra | MB | seconds | demonstration |\n| --- | --- | ---: | ---: | --- |")
    there = [python for python in pythons if is_usable(python)]
    for python in there:
        for extra in chosen or ("", *extras_of(Path(wheel))):
            with tempfile.TemporaryDirectory() as folder:
                print(row(python, Path(wheel).resolve(), extra, Path(folder)), flush=True)
    print(f"\nload {os.getloadavg()[1]:.1f}")
    if missing := [python for python in pythons if python not in there]:
        print(f"not in PATH: {', '.join(missing)}")


def is_usable(python: str) -> bool:
    """Return whether a Python runs: a name in PATH may only be the shim of one that is not active."""
    found = shutil.which(python)
    return found is not None and not subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode


def extras_of(wheel: Path) -> list[str]:
    """Return the extras that a wheel has."""
    with ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        lines = archive.read(name).decode().splitlines()
    return [line.partition(": ")[2] for line in lines if line.startswith("Provides-Extra: ")]


def row(python: str, wheel: Path, extra: str, folder: Path) -> str:
    """Return the row of one installation."""
    subprocess.run([python, "-m", "venv", folder / "venv"], check=True)
    started = time.monotonic()
    target = f"{wheel}[{extra}]" if extra else str(wheel)
    pip = [str(folder / "venv/bin/python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", target]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    if done.returncode:
        return f"| {python} | {extra or '-'} | | {seconds:.0f} | pip: {done.stderr.strip().splitlines()[-1]} |"
    packages = next((folder / "venv/lib").glob("python3*/site-packages"))
    size = sum(size_of(each) for each in packages.iterdir() if each.name.partition("-")[0] not in NOT_COUNTED)
    return f"| {python} | {extra or '-'} | {size / 1e6:.0f} | {seconds:.0f} | {demonstrate(extra, folder)} |"


def size_of(path: Path) -> int:
    """Return the bytes of a file or a folder."""
    return sum(each.stat().st_size for each in (path.rglob("*") if path.is_dir() else [path]) if each.is_file())


def demonstrate(extra: str, folder: Path) -> str:
    """Return what became of the demonstration with a voice of the extra or a silent one, and what the doctor says."""
    home = folder / "empty"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment = kept | {"AUDIONEWS_CACHE": str(folder / "cache"), "HOME": str(home)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(folder / "venv/bin/audionews"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=home, env=environment)

    voice, told = VOICES.get(extra, "silence"), ""
    rows = map(json.loads, run("voices", "list", "--json").stdout.splitlines())
    state = next(each["state"] for each in rows if each["name"] == voice)
    if state != "ready":
        said = run("voices", "install", voice).stderr.strip().splitlines()
        told = f"{voice} is {state}; voices install: {said[0] if said else 'done'}; "
    elif voice == ONLINE:
        told = f"{voice} is {state}; not asked, for it needs the network; "
    voice = "silence" if told else voice
    if extra == "alternate":
        run("demo", "--voice", "silence")
        (home / "audionews-demo/audionews.toml").write_text(ALTERNATE, "utf-8")
    demo = run("demo", "--voice", voice)
    made = [each.suffix for each in home.rglob("output/episodes/*") if each.suffix in {".mp3", ".opus"}]
    checked, doctor = run("check", "audionews-demo/output"), run("doctor", "-q", "--out", "audionews-demo/output")
    found = ", ".join(f"{made.count(kind)} {kind}" for kind in sorted(set(made)))
    codes = f"demo {demo.returncode}, check {checked.returncode}, doctor {doctor.returncode}"
    return f"{told}{voice}: {found}; exit codes: {codes}"


if __name__ == "__main__":
    main()
