"""Vowelled text becomes arrays: characters, the marks that each should have, and where lines start.

A mark that a text leaves out is not the same as no mark. Texts without a mark where Arabic must have one teach nothing
there: the label is ``UNLABELLED``. What spelling decides is filled in, so that the sources agree: a consonant before a
long vowel has its vowel, tanwin stands before its alif, and the alif of the article is bare.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from training.diacritizer.alphabet import BOUNDARY, CLASSES, FATHATAN, LETTERS, SHADDA, char_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

UNLABELLED = -1
LONGEST = 300  # characters of a line; longer ones are cut between words
SHINGLE = 5  # words in a row that no training line may share with a line that is kept for scoring
_MARKS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
_DROPPED = re.compile(
    "[\u0610-\u061a\u0640\u0653-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_CLUSTER = re.compile("(.)([\u064b-\u0652]*)", re.DOTALL)
_ARTICLE = re.compile("[وفبك]{0,2}ال")
_CLASS_OF = {frozenset(kind): at for at, kind in enumerate(CLASSES)}
_LONG = {"ا": "\u064e", "ى": "\u064e", "و": "\u064f", "ي": "\u0650"}

Cluster = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Corpus:
    """Text as arrays; lines are parted by ``BOUNDARY``.

    Attributes:
        chars: The id of each character, uint8.
        labels: The class of the marks of each character, or ``UNLABELLED``, int8.
        starts: Where each line starts: the place of the boundary before it, int32.
    """

    chars: NDArray[np.uint8]
    labels: NDArray[np.int8]
    starts: NDArray[np.int32]


def read_lines(path: Path) -> list[str]:
    """Return the lines of a text file, which may be packed with xz."""
    packed = path.read_bytes()
    text = (lzma.decompress(packed) if path.suffix == ".xz" else packed).decode("utf-8")
    return [line for line in (clean(line) for line in text.splitlines()) if line]


def clean(line: str) -> str:
    """Return a line composed, with single spaces, and without signs that are neither letters nor the eight marks."""
    return " ".join(_DROPPED.sub("", unicodedata.normalize("NFC", line)).split())


def strip(line: str) -> str:
    """Return a cleaned line without its marks."""
    return "".join(char for char in line if char not in _MARKS)


def without_shared(lines: Iterable[str], kept: Iterable[str]) -> list[str]:
    """Return the lines that share no ``SHINGLE`` words in a row with a kept line, marks and signs aside."""
    forbidden = {shingle for line in kept for shingle in _shingles(line)}
    return [line for line in lines if forbidden.isdisjoint(_shingles(line))]


def _shingles(line: str) -> set[tuple[str, ...]]:
    words = re.findall(f"[{LETTERS}]+", re.sub("[أإآٱ]", "ا", strip(line)))
    size = min(SHINGLE, len(words)) or 1
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def encode(lines: Sequence[str]) -> Corpus:
    """Return cleaned lines as arrays."""
    chars, labels, starts = [BOUNDARY], [UNLABELLED], []
    for line in lines:
        for part in _cut(line):
            starts.append(len(chars) - 1)
            for letters, marks in _labelled(part):
                chars.append(letters)
                labels.append(marks)
            chars.append(BOUNDARY)
            labels.append(UNLABELLED)
    return Corpus(np.array(chars, np.uint8), np.array(labels, np.int8), np.array(starts, np.int32))


def _cut(line: str) -> Iterable[str]:
    part: list[str] = []
    size = 0
    for word in line.split():
        width = len(strip(word)) + 1
        if part and size + width > LONGEST:
            yield " ".join(part)
            part, size = [], 0
        part.append(word)
        size += width
    if part:
        yield " ".join(part)


def _labelled(line: str) -> Iterable[tuple[int, int]]:
    """Yield the id and the label of each character of a line."""
    word: list[Cluster] = []
    for char, marks in _CLUSTER.findall(line + " "):
        if char in LETTERS:
            word.append((char, frozenset(marks)))
            continue
        yield from _labelled_word(word)
        word = []
        yield char_id(char), UNLABELLED


def _labelled_word(word: list[Cluster]) -> Iterable[tuple[int, int]]:
    if not any(marks for _, marks in word) and len(word) > 1:
        return [(char_id(char), UNLABELLED) for char, _ in word]
    word = _with_early_tanwin(word)
    labels = [_label(word, at) for at in range(len(word))]
    article = _ARTICLE.match("".join(char for char, _ in word))
    if article and len(word) > article.end():
        labels[article.end() - 2] = 0
    return [(char_id(char), label) for (char, _), label in zip(word, labels, strict=True)]


def _with_early_tanwin(word: list[Cluster]) -> list[Cluster]:
    if len(word) > 1 and word[-1][0] in "اى" and FATHATAN in word[-1][1]:
        (char, marks), (alif, _) = word[-2:]
        return [*word[:-2], (char, (marks & {SHADDA}) | {FATHATAN}), (alif, frozenset())]
    return word


def _label(word: Sequence[Cluster], at: int) -> int:
    """Return the class of the marks of a letter, as written or as spelling decides, or ``UNLABELLED``."""
    (char, marks), (after, its_marks) = word[at], word[at + 1] if at + 1 < len(word) else ("", frozenset())
    is_alif = char in "اى"
    if char == "آ" or (is_alif and not marks):
        return 0
    if marks and marks != {SHADDA}:
        return _CLASS_OF.get(marks, UNLABELLED)
    ends_in_wa = char == "و" and after == "ا" and at + 2 == len(word)  # the plural of verbs: its alif is silent
    if after in _LONG and not (its_marks or ends_in_wa or is_alif):
        return UNLABELLED if char in "وي" and after in "وي" else _CLASS_OF[marks | {_LONG[after]}]
    if char == "إ" and not marks:
        return _CLASS_OF[frozenset("\u0650")]
    silent = (char in "وي" and at > 0) or (char == "ل" and SHADDA in its_marks)
    return 0 if silent and not marks else UNLABELLED
