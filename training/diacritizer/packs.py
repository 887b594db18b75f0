"""Packs: all corpora of a training in one file, without what is kept for scoring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from training.diacritizer.data import Corpus, encode, read_lines, without_shared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

HELD = {"wikinewsmax": 7, "gold": 8}  # of these sources one block of lines in so many is held out
SOURCES = {"wikinewsmax": 0, "gold": 0, "asc": 1, "catt_rest": 2, "aljazeera": 3, "classical": 4}
BLOCK = 19  # lines of a source that are held out together, so that few stories are on both sides


def make(sources: Mapping[str, Sequence[Path]], kept: Path, held: Mapping[str, int]) -> tuple[dict[str, Corpus], ...]:
    """Return the corpora to learn from, and those to score with.

    Args:
        sources: The files of each source.
        kept: Lines that must not be learned from; scored as "dev".
        held: For some sources, that one block of lines in so many is held out, and scored as the source's name.
    """
    kept_lines = read_lines(kept)
    learned, scored = {}, {"dev": encode(kept_lines)}
    for name, paths in sources.items():
        lines = [line for path in paths for line in read_lines(path)]
        if name in held:
            apart = [line for at, line in enumerate(lines) if is_held(at, held[name])]
            scored[name] = encode(apart)
            learned[name + "+held"] = encode(without_shared(lines, kept_lines))
            kept_lines = [*kept_lines, *apart]
        learned[name] = encode(without_shared(lines, kept_lines))
    return learned, scored


def is_held(at: int, one_in: int) -> bool:
    """Return whether a line of a source is held out if one block in so many is."""
    return at // BLOCK % one_in == one_in - 1


def write(path: Path, learned: Mapping[str, Corpus], scored: Mapping[str, Corpus]) -> None:
    """Write corpora into one compressed file."""
    arrays = {
        f"{group}/{name}/{part}": getattr(corpus, part)
        for group, corpora in (("learned", learned), ("scored", scored))
        for name, corpus in corpora.items()
        for part in ("chars", "labels", "starts")
    }
    np.savez_compressed(path, **arrays)


def read(path: Path) -> tuple[dict[str, Corpus], dict[str, Corpus]]:
    """Return the corpora of a file: to learn from, and to score with."""
    groups: dict[str, dict[str, dict[str, np.ndarray]]] = {"learned": {}, "scored": {}}
    with np.load(path) as arrays:
        for key in arrays.files:
            group, name, part = key.split("/")
            groups[group].setdefault(name, {})[part] = arrays[key]
    learned, scored = ({name: Corpus(**parts) for name, parts in groups[group].items()} for group in groups)
    return learned, scored


def thin(corpus: Corpus, share: float) -> Corpus:
    """Return a corpus with that share of its lines, evenly taken."""
    ends = [*corpus.starts[1:].tolist(), len(corpus.chars) - 1]
    wanted = [at for at in range(len(ends)) if int((at + 1) * share) > int(at * share)]
    spans = [slice(corpus.starts[at], ends[at]) for at in wanted]
    sizes = np.cumsum([0, *(span.stop - span.start for span in spans)])
    return Corpus(
        np.concatenate([*(corpus.chars[span] for span in spans), corpus.chars[-1:]]),
        np.concatenate([*(corpus.labels[span] for span in spans), corpus.labels[-1:]]),
        sizes[:-1].astype(np.int32),
    )
