"""Figures of the Arabic front end: speed, memory and, with a file of diacritized sentences, error rates.

    python bench/text.py [ARTICLE.txt [GOLD.txt]]

ARTICLE.txt is any Arabic text, one paragraph a line; without it the examples are read, one after the other. GOLD.txt
holds one diacritized sentence a line; only letters that it marks are counted. The last rows are of the command
`audionews script` in a process of its own, without caches: all of it, and without what it takes to start; the best of
three runs.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audionews import registry
from audionews.arabic.diacritics.decode import ModelDiacritizer
from audionews.arabic.letters import clean, clusters, strip_marks
from audionews.arabic.lexicon import Lexicon, read_entries
from audionews.arabic.normalize.rules import normalize
from audionews.arabic.script import write_script
from audionews.arabic.sentences import sentences
from audionews.model import Caps, Pacing, Role, Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]
LEXICON = ROOT / "voices" / "lexicon.toml"
EXAMPLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))
SHORT = "افتتاح الميناء\n\nافتتح الوزير الميناء اليوم.\n"
A_PARAGRAPH = 80  # characters: what is shorter may be taken for the date, a caption ... and is not spoken then
CHARACTERS = 40_000  # enough for a figure that does not jump about


def megabytes() -> float:
    """Return the most memory that the process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str, texts: Sequence[str], work: Callable[[], object]) -> None:
    """Print characters a second of processor time."""
    start = time.process_time()
    work()
    seconds = time.process_time() - start
    print(f"{name:<28}{sum(map(len, texts)) / seconds:>12,.0f}{megabytes():>10.0f}")


def marks(text: str) -> list[set[str]]:
    """Return the marks of each character, tanwin before its alif."""
    return [set(cluster[1:]) for cluster in clusters(text)]


def errors(gold: Sequence[str], diacritizer: ModelDiacritizer) -> tuple[float, float]:
    """Return the percentages of wrongly marked letters and words, among the letters that are marked in gold."""
    letters = wrong = words = wrong_words = 0
    system = diacritizer.diacritize([strip_marks(line) for line in gold])
    for expected, had in zip(gold, system, strict=True):
        for own, read in zip(expected.split(), had.split(), strict=True):
            pairs = zip(marks(own), marks(read), strict=True)
            misses = [bool(given) and given != found for given, found in pairs]
            letters += sum(bool(given) for given in marks(own))
            wrong += sum(misses)
            words += 1
            wrong_words += any(misses)
    return 100 * wrong / letters, 100 * wrong_words / words


def command(text: str) -> tuple[float, float]:
    """Return seconds of processor time and megabytes of `audionews script` for a text, of three runs the least."""
    runs = [one_run(text) for _ in range(3)]
    return min(seconds for seconds, _ in runs), min(megabytes for _, megabytes in runs)


def one_run(text: str) -> tuple[float, float]:
    """Return the figures of one run."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder, "article.txt")
        article.write_text(text, "utf-8")
        environment = os.environ | {"AUDIONEWS_CACHE": str(Path(folder, "cache"))}
        arguments = [sys.executable, "-m", "audionews", "script", str(article)]
        process = subprocess.Popen(
            arguments, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"audionews script ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    files = [Path(name) for name in sys.argv[1:2]] or EXAMPLES
    paragraphs = [text for file in files for line in file.read_text("utf-8").splitlines() if (text := clean(line))]
    article = SHORT + "\n\n".join(text for text in paragraphs if len(text) >= A_PARAGRAPH)
    # Now, while this process is small: its memory would count in theirs.
    (start, least), (seconds, most) = command(SHORT), command(article)
    paragraphs *= max(1, CHARACTERS // sum(map(len, paragraphs)))
    entries = read_entries(tomllib.loads(LEXICON.read_text("utf-8")), LEXICON.name)
    lexicon = Lexicon.select(entries, engine="", voice="")
    diacritizer = ModelDiacritizer(registry.mark_model())
    print(f"{'stage':<28}{'characters/s':>12}{'MB':>10}")
    measure("sentences", paragraphs, lambda: [sentences(text) for text in paragraphs])
    measure("normalize", paragraphs, lambda: [normalize(text) for text in paragraphs])
    measure("lexicon", paragraphs, lambda: [lexicon.find(text.split()) for text in paragraphs])
    start = time.process_time()
    diacritizer.diacritize(["سلام"])
    print(f"{'load the models':<28}{time.process_time() - start:>10.2f} s{megabytes():>10.0f}")
    cut = [text[first:last] for text in paragraphs for first, last in sentences(text)]
    measure("diacritize", cut, lambda: diacritizer.diacritize(cut))
    segments = [Segment(role=Role.BODY, text=text) for text in paragraphs]
    for name, limit in (("whole script", None), ("whole script, 100 a line", 100)):
        caps = Caps(offline=True, max_chars=limit)
        write = partial(write_script, pacing=Pacing(), diacritizer=diacritizer, lexicon=lexicon, caps=caps, pausal=True)
        measure(name, paragraphs, partial(write, segments))
    print(f"{'start of audionews script':<28}{start:>10.2f} s{least:>10.0f}")
    print(f"{'audionews script':<28}{len(article) / seconds:>12,.0f}{most:>10.0f}")
    print(f"{'the same, once started':<28}{(len(article) - len(SHORT)) / (seconds - start):>12,.0f}{most:>10.0f}")
    if len(sys.argv) > 2:
        letters, words = errors(Path(sys.argv[2]).read_text("utf-8").splitlines(), diacritizer)
        print(f"wrong letters {letters:.2f} %, words with one {words:.2f} %")


if __name__ == "__main__":
    main()
