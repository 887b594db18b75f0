"""What a model file does within the product: errors, confidence and speed. Run it where audionews is installed.

    python -m training.diacritizer.evaluate MODEL.onnx GOLD.txt [--block 7] [--write SYSTEM.txt]

GOLD.txt holds one vowelled sentence a line. With ``--block N`` only the lines are scored that a training holds out of a
source when it holds out one block in N. ``--write`` keeps what the product wrote, for other scorers, and
``--kept-gold`` the lines that were scored.
"""

from __future__ import annotations

import argparse
import time
from itertools import pairwise
from pathlib import Path

from audionews.arabic.diacritics.decode import ModelDiacritizer
from audionews.diacritizers.news_model import NewsNetwork
from training.diacritizer.data import UNLABELLED, encode, read_lines, strip
from training.diacritizer.packs import is_held

EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


class FileModel(NewsNetwork):
    """A model file as a plug-in."""

    name = "file"
    version = "0"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--block", type=int)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--kept-gold", type=Path)
    given = parser.parse_args()
    lines = [line for path in given.gold for line in read_lines(path)]
    if given.block:
        lines = [line for at, line in enumerate(lines) if is_held(at, given.block)]
    bare = [strip(line) for line in lines]
    diacritizer = ModelDiacritizer(FileModel(given.model))
    diacritizer.diacritize(bare[:1])
    begun = time.process_time()
    said = diacritizer.diacritize_with_chances(bare)
    seconds = time.process_time() - begun
    for path, texts in ((given.write, [text for text, _ in said]), (given.kept_gold, lines)):
        if path:
            path.write_text("".join(text + "\n" for text in texts), "utf-8")
    words = [
        (word.sure, wrong)
        for line, (text, chances) in zip(lines, said, strict=True)
        for word, wrong in zip(chances, wrong_words(line, text), strict=True)
        if wrong is not None
    ]
    print(f"{len(words)} words, {100 * sum(wrong for _, wrong in words) / len(words):.2f} % wrong")
    print(f"{sum(map(len, bare)) / seconds:,.0f} characters a CPU second")
    for low, high in pairwise(EDGES):
        inside = [(chance, wrong) for chance, wrong in words if low <= chance < high or chance == high == 1]
        if inside:
            mean = sum(chance for chance, _ in inside) / len(inside)
            right = sum(not wrong for _, wrong in inside) / len(inside)
            print(f"said {low:.2f} to {high:.2f}: {len(inside):5} words, mean {mean:.3f}, right {right:.3f}")


def wrong_words(gold: str, said: str) -> list[bool | None]:
    """Return of each word, parted by white space, whether a mark is wrong; None if gold marks none of it."""
    flags: list[bool | None] = []
    for own, had in zip(gold.split(), said.split(), strict=True):
        labels, read = (encode([word]).labels for word in (own, had))
        pairs = [(label, other) for label, other in zip(labels, read, strict=True) if label != UNLABELLED]
        flags.append(any(label != other for label, other in pairs) if pairs else None)
    return flags


if __name__ == "__main__":
    main()
