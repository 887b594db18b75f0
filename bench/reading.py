"""What it takes to read a text, by its length: every shape must cost about twice as much when it is twice as long.

    python bench/reading.py [CHARACTERS]

Each shape is read at the given length (by default 250,000 characters), at twice and at four times of it. The last
column is the time at four times the length divided by that at the given one: 4 is linear.
"""

from __future__ import annotations

import itertools
import sys
import time
from typing import TYPE_CHECKING

from audionews.articles.segment import lines_of
from audionews.model import Known
from audionews.readers.compose import compose

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = 250_000  # characters
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
HEADLINE = "افتتاح مكتبة جديدة في وسط المدينة القديمة"
PARAGRAPH = "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما."


def _repeated(text: str) -> Callable[[int], str]:
    return lambda length: f"{HEADLINE}\n{text * (length // len(text))}"


def _different_words(length: int) -> str:
    words = itertools.islice(itertools.product(LETTERS, repeat=4), length // 5)
    return "\n".join(map("".join, words))


def _different_headlines(length: int) -> str:
    return "\n".join(f"{HEADLINE} {number}" for number in range(length // 48))


def _alike_headlines(length: int) -> str:
    words = itertools.islice(itertools.product(LETTERS, repeat=4), length // 46)
    return "\n".join(f"{HEADLINE} {''.join(word)}" for word in words)


def _boxes(length: int) -> str:
    return "\n".join([HEADLINE, PARAGRAPH, *["أخبار ذات صلة", "خبر آخر من المدينة", PARAGRAPH] * (length // 125)])


def _numbered_boxes(length: int) -> str:
    boxes = (f"اقرأ أيضا\nخبر رقم {number}\n{number} {PARAGRAPH}" for number in range(length // 120))
    return "\n".join([HEADLINE, PARAGRAPH, *boxes])


def _skipped_boxes(length: int) -> str:
    return "\n".join([HEADLINE, PARAGRAPH, *["تخطى الأكثر قراءة وواصل القراءة"] * (length // 32)])


def _article(length: int) -> str:
    return "\n\n".join([HEADLINE, *(f"{number} {PARAGRAPH}" for number in range(length // 96))])


SHAPES: dict[str, Callable[[int], str]] = {
    "an article": _article,
    "lines of one letter": _repeated("ع\nب\n"),
    "blank lines": _repeated("\n"),
    "different words, one a line": _different_words,
    "lines like the headline": _different_headlines,
    "lines that begin like it": _alike_headlines,
    "the headline again and again": _repeated(f"{HEADLINE}\n"),
    "one paragraph again and again": _repeated(f"{PARAGRAPH}\n"),
    "one paragraph without an end": _repeated("كلمة أخرى "),
    "boxes between paragraphs": _boxes,
    "boxes between different ones": _numbered_boxes,
    "boxes to jump over": _skipped_boxes,
    "addresses in a row": _repeated("https://example.org/a @b #ج "),
    "dates": _repeated("20 يونيو 2024\n"),
    "brackets": _repeated("("),
    "bullets": _repeated("- نقطة\n"),
    "numbers": _repeated("1 2\n"),
    "full lines": _repeated("افتتحت البلدية اليوم الخميس مكتبة عامة في وسط\n"),
}


def seconds(text: str) -> float:
    """Return the processor time that reading takes."""
    start = time.process_time()
    compose(lines_of(text), "-", Known())
    return time.process_time() - start


def main() -> None:
    """Print a table."""
    length = int(sys.argv[1]) if len(sys.argv) > 1 else LENGTH
    print(
        f"{'seconds for characters':<32}" + "".join(f"{times * length:>12,}" for times in (1, 2, 4)) + f"{'growth':>9}"
    )
    for name, shape in SHAPES.items():
        spent = [seconds(shape(times * length)) for times in (1, 2, 4)]
        print(f"{name:<32}" + "".join(f"{each:>12.2f}" for each in spent) + f"{spent[2] / max(spent[0], 1e-3):>9.1f}")


if __name__ == "__main__":
    main()
