"""All lines of the teacher, read and analysed by several processes, in files that an interrupted run keeps."""

from __future__ import annotations

import hashlib
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from training.voice import utterance
from training.voice.teacher import Teacher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.voice.texts import Line
    from training.voice.utterance import Utterance

EACH = 32  # lines of a file

_teacher: list[Teacher] = []


def gather(voice: Path, lines: Sequence[Line], folder: Path, processes: int) -> list[Path]:
    """Have the lines read and return the files of what was said, kept lines in files of their own.

    Args:
        voice: The file of the HTS voice.
        lines: What to read.
        folder: Where the files are; those that it has already are not made again.
        processes: How many read beside each other.
    """
    folder.mkdir(parents=True, exist_ok=True)
    work = planned(lines, folder)
    missing = [(path, part) for path, part in work if not path.exists()]
    if missing:
        context = get_context("spawn")
        with context.Pool(min(processes, len(missing)), partial(_start, voice)) as pool:
            for done, _ in enumerate(pool.imap_unordered(_read, missing), 1):
                print(f"{done} of {len(missing)} files read", flush=True)
    return [path for path, _ in work]


def planned(lines: Sequence[Line], folder: Path) -> list[tuple[Path, list[str]]]:
    """Return the files of these lines and the texts of each; a file's name depends on its texts alone."""
    work = []
    for name, wanted in (("kept", True), ("learned", False)):
        texts = [line.text for line in lines if line.kept == wanted]
        parts = [texts[at : at + EACH] for at in range(0, len(texts), EACH)]
        work += [(folder / f"{name}-{_digest(part)}.npz", part) for part in parts]
    return work


def load(paths: Sequence[Path], group: str, minutes: float = float("inf")) -> list[Utterance]:
    """Return the lines of the files of a group, the first so many minutes."""
    found: list[Utterance] = []
    frames = 0
    for path in paths:
        if not path.name.startswith(group):
            continue
        for line in utterance.read(path):
            if frames >= minutes * 12_000:
                return found
            found.append(line)
            frames += len(line.parameters)
    return found


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]


def _start(voice: Path) -> None:
    _teacher[:] = [Teacher(voice)]


def _read(work: tuple[Path, Sequence[str]]) -> None:
    path, texts = work
    utterance.write(path, [_teacher[0].read(text) for text in texts])
