"""Prints how well a recognizer finds wrong readings: errors are planted in spoken lines, and the lines ranked.

    AUDIONEWS_PROOF_MODEL=FOLDER python bench/proof.py [VOICE] [--lines N]

It takes the extra ``proof`` and a Whisper model. The lines are those of the examples and of bench/lines.tsv. Each is
spoken well, and again with an error of one kind: a word replaced by another, a word dropped, a number misread, a letter
that sounds like another, other vowels. AUC: the chance that a line with an error is ranked before a line without one
(0.5 is a guess). Then it draws shows of 100 lines, 10 of them with a word replaced, dropped or misread, and tells how
many lines one has to listen to until 8 and all 10 of them are found; "letters" ranks them by those of the transcript.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.proof_errors import plant
from bench.voices import LINES, read_lines

from audionews import Article, BuildRequest, Settings, Show
from audionews.app import write_scripts_of
from audionews.app.composition import open_builder
from audionews.app.proof import ProofedLine, open_recognizer, proof_clip
from audionews.arabic.letters import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from audionews.model import Line

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
KINDS = ("replaced", "dropped", "number", "letter", "vowels")
WORDS = KINDS[:3]
LONGEST = 110  # letters of a line, about 12 seconds
GOOD, BAD, DRAWN = 90, 10, 4000


@dataclass(frozen=True)
class Judged:
    """A line with an error of a kind, or "", and what ranks it."""

    kind: str
    difference: float
    letters: float


def scripts(voice: str, folder: Path) -> Iterator[Line]:
    """Yield the lines of the examples, and of the file with which voices are compared."""
    show = Show.open(folder, Settings(voice=voice))
    rest = Article(source="lines", headline="عناوين وأخبار", body=tuple(text for _, text in read_lines(LINES)))
    inputs: list[Article | Path] = [*sorted(EXAMPLES.glob("*.txt")), rest]
    for each in inputs:
        for found in write_scripts_of(each, show, BuildRequest(voice=voice), lambda _event: None):
            if isinstance(found, tuple):
                yield from (line for line in found[1].lines if 20 < len(line.written) <= LONGEST)


def planted(lines: Sequence[Line], say: Callable[[str], str]) -> Iterator[tuple[str, Line]]:
    """Yield each line as it is, with its number misread, and with one of the other errors."""
    words = [word for line in lines for word in line.spoken.split()]
    others = [kind for kind in KINDS if kind != "number"]
    for number, line in enumerate(lines):
        yield "", line
        for kind in ("number", others[number % len(others)]):
            if wrong := plant(kind, line, words, say, number):
                yield kind, replace(line, spoken=wrong, words=())


def judged(kind: str, found: ProofedLine) -> Judged:
    """Return what ranks a line."""
    one, other = ("".join(filter(str.isalnum, fold(text))) for text in (found.spoken, found.transcript))
    return Judged(kind, found.difference, 1 - SequenceMatcher(None, one, other, autojunk=False).ratio())


def auc(bad: Sequence[float], good: Sequence[float]) -> float:
    """Return the chance that a bad line is ranked before a good one."""
    return mean((one > other) + (one == other) / 2 for one in bad for other in good)


def effort(rank: Callable[[Judged], float], lines: Sequence[Judged]) -> str:
    """Return how many lines of a show one has to listen to, on average."""
    chance = random.Random(1)  # noqa: S311 - no secret
    good, bad = [each for each in lines if not each.kind], [each for each in lines if each.kind in WORDS]
    most, whole, first = [], [], []
    for _ in range(DRAWN):
        drawn = [(rank(each), chance.random(), True) for each in chance.choices(bad, k=BAD)]
        drawn += [(rank(each), chance.random(), False) for each in chance.choices(good, k=GOOD)]
        places = [place for place, (*_, wrong) in enumerate(sorted(drawn, reverse=True), start=1) if wrong]
        most.append(places[BAD * 8 // 10 - 1])
        whole.append(places[-1])
        first.append(sum(place <= BAD for place in places))
    return f"8 of {BAD} in {mean(most):.1f} lines, all in {mean(whole):.1f}; {mean(first):.1f} among the first {BAD}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voice", nargs="?", default="ar-neural")
    parser.add_argument("--lines", type=int, metavar="N", help="only the first N lines")
    options = parser.parse_args()
    recognizer = open_recognizer()
    with TemporaryDirectory() as made:
        show = Show.open(made, Settings(voice=options.voice))
        builder = open_builder(show.settings, options.voice, show.store(), lambda _event: None)
        lines = list(scripts(options.voice, Path(made)))[: options.lines]

        def say(text: str) -> str:
            article = Article(source="line", headline="عنوان", body=(text,))
            (found,) = write_scripts_of(article, show, BuildRequest(voice=options.voice), lambda _event: None)
            return " ".join(line.spoken for line in found[1].lines if line.segment) if isinstance(found, tuple) else ""

        results = []
        right = ""
        for kind, line in planted(lines, say):
            right = right if kind else line.spoken
            clip, _ = builder.voices.speaker(line).clip(line.spoken)
            results.append(judged(kind, proof_clip(replace(line, spoken=right), clip, recognizer)))
    good = [each for each in results if not each.kind]
    print(f"{len(good)} lines of {options.voice}; AUC by kind of error, ranked by difference and by letters")
    for kind in KINDS:
        bad = [each for each in results if each.kind == kind]
        if bad:
            ranks = [auc([rank(each) for each in bad], [rank(each) for each in good]) for rank in RANKS.values()]
            print(f"{kind:10} {len(bad):4} {' '.join(f'{each:6.2f}' for each in ranks)}")
    for name, rank in RANKS.items():
        print(f"{name}: {effort(rank, results)}")


RANKS: dict[str, Callable[[Judged], float]] = {
    "difference": lambda each: each.difference,
    "letters": lambda each: each.letters,
}


if __name__ == "__main__":
    main()
