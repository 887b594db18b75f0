"""Counts how words of each shape are read in vowelled text: the list ``mark_patterns`` of the product.

    python -m training.diacritizer.patterns --data FOLDER --kept KEPT.txt [--everything] --out mark_patterns.tsv

FOLDER and KEPT.txt are those of the training, and so is what is held out without ``--everything``. A word counts at
most ``MOST`` times in a source, so that shapes are learned and not words.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.arabic.diacritics.patterns import pattern_of, shape_of
from training.diacritizer.alphabet import CLASSES, LETTERS
from training.diacritizer.data import UNLABELLED, encode, read_lines, strip, without_shared
from training.diacritizer.packs import HELD, SOURCES, is_held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST, LEAST, RARE = 3, 30, 3  # how often a word counts at most, and a shape and a pattern at least
GOLD = Path("training/gold")


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kept", type=Path, required=True)
    parser.add_argument("--everything", action="store_true")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    texts = {name: list(_lines(given.data, name)) for name in SOURCES}
    kept = read_lines(given.kept)
    if not given.everything:
        kept += [line for name in HELD for at, line in enumerate(texts[name]) if is_held(at, HELD[name])]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for lines in texts.values():
        for word, times in Counter(_words(without_shared(lines, kept))).items():
            counts[shape_of(strip(word))][pattern_of(word)] += min(times, MOST)
    rows = [
        f"{shape}\t{pattern}\t{count}\n"
        for shape, patterns in sorted(counts.items())
        if sum(patterns.values()) >= LEAST
        for pattern, count in sorted(patterns.items(), key=lambda each: -each[1])
        if count >= RARE
    ]
    comment = "# How words of each shape are read in vowelled text; training/diacritizer/patterns.py makes this list.\n"
    given.out.write_text(comment + "shape\tpattern\tcount\n" + "".join(rows), "utf-8")
    print(f"{len(rows)} patterns")


def _lines(folder: Path, name: str) -> Iterator[str]:
    for path in sorted(GOLD.glob("*.txt")) if name == "gold" else [folder / f"{name}.txt.xz"]:
        yield from read_lines(path)


def _words(lines: Iterable[str]) -> Iterator[str]:
    """Yield each word that is marked throughout, apart from its case, as the training completes its marks."""
    arabic = set(LETTERS)
    for line in lines:
        for token in line.split():
            word = token.strip(".,:;!?()[]\"'«»،؛؟-")
            letters = strip(word)
            if len(letters) > 1 and arabic.issuperset(letters):
                labels = encode([word]).labels[1 : len(letters) + 1]
                if UNLABELLED not in labels:
                    yield "".join(letter + CLASSES[label] for letter, label in zip(letters, labels, strict=True))


if __name__ == "__main__":
    main()
