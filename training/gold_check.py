"""Checks vowelled news (training/gold): one sentence a line, each letter with its mark.

Usage: python training/gold_check.py [--fix] FILE...   (--fix puts shadda before its vowel and bares the alif
of a first hamzat wasl)

House rules of the gold: the article is a bare alif and a lam with sukun (bare lam before a sun letter); no
dagger alif; no mark on hamzat wasl; the helping vowel before it is written (مِنَ الْبَيْتِ); tanwin before its alif
(كِتَابًا); numbers in words. A first name stands without tanwin before the next name, which is in the genitive
(سَامِرُ الْخَطِيبِ); a nisba agrees (خَالِدُ الْحَلَبِيُّ); Western names without an ending close in sukun (لَنْدَنْ).
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

FATHATAN, DAMMATAN, KASRATAN, FATHA, DAMMA, KASRA, SHADDA, SUKUN = "ًٌٍَُِّْ"
TANWIN = FATHATAN + DAMMATAN + KASRATAN
VOWELS = TANWIN + FATHA + DAMMA + KASRA + SUKUN
MARKS = VOWELS + SHADDA
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
PUNCTUATION = ' .,،؛:؟!"«»()-'
SUN = "تثدذرزسشصضطظلن"
LONG = {"و": DAMMA, "ي": KASRA, "ا": FATHA, "ى": FATHA}
PIECE = re.compile(f"([{LETTERS}])([{MARKS}]*)")
WORD = re.compile(f"[{LETTERS}{MARKS}]+")
SHAPE = re.compile(f"{SHADDA}?[{VOWELS}]?")
ARTICLE = re.compile("[وف]?[بك]?ال(?=..)")
WASL = re.compile("[وفأ]?[بكلس]?")


@dataclass(frozen=True)
class Place:
    """One letter of a word, with what stands around it."""

    letter: str
    marks: str
    before: tuple[str, str]
    after: tuple[str, str]
    head: str
    is_article: bool

    @property
    def last(self) -> bool:
        """Whether the word ends here."""
        return self.after[0] == ""


def bare(text: str) -> str:
    """Return the text without its marks."""
    return re.sub(f"[{MARKS}]", "", text)


def ordered(text: str) -> str:
    """Return the text with shadda before its vowel and a bare alif at the head of a word."""
    text = re.sub(f"([{VOWELS}]){SHADDA}", rf"{SHADDA}\1", text)
    return re.sub(f"(?<![{LETTERS}{MARKS}])ا[{FATHA}{DAMMA}{KASRA}]", "ا", text)


def places(word: str) -> list[Place]:
    """Take the word apart."""
    pieces = PIECE.findall(word)
    plain = bare(word)
    found = ARTICLE.match(plain)
    lam = found.end() - 1 if found else -1
    if found and pieces[lam][1] not in ("", SUKUN):
        lam = -1
    around = [("", ""), *pieces, ("", "")]
    return [
        Place(letter, marks, around[number], around[number + 2], plain[:number], number == lam)
        for number, (letter, marks) in enumerate(pieces)
    ]


def may_be_bare(place: Place) -> bool:
    """Whether the letter may stand without a mark: long vowels, hamzat wasl, silent letters."""
    letter, before = place.letter, place.before
    if letter == "ا":
        wasl = WASL.fullmatch(place.head) or before == ("ل", KASRA)
        plural = place.last and before[0] == "و" and before[1] in ("", SUKUN, DAMMA)
        if wasl or plural:
            return True
    if letter == "ل" and SHADDA in place.after[1]:
        return True
    return letter == "آ" or (letter in "اى" and FATHATAN in before[1]) or LONG.get(letter, "?") in before[1]


def mark_faults(place: Place) -> list[str]:
    """Name what is wrong with the marks of one letter by themselves."""
    letter, marks = place.letter, place.marks
    rules = {
        f"marks of {letter}": not SHAPE.fullmatch(marks),
        f"shadda without vowel on {letter}": SHADDA in marks and marks[1:] in ("", SUKUN),
        f"mark on {letter}": marks != "" and letter in "اآى",
        f"no mark on {letter}": marks == "" and not place.is_article and not may_be_bare(place),
        f"hamza {letter}": (letter == "إ" and marks != KASRA) or (letter == "أ" and marks == KASRA and not place.last),
        "lam of the article": place.is_article
        and (marks == "") != (SHADDA in place.after[1] and place.after[0] in SUN),
        "no fatha before ة": letter == "ة" and place.before[0] != "ا" and FATHA not in place.before[1],
    }
    return [name for name, broken in rules.items() if broken]


def word_faults(word: str, following: str) -> list[str]:
    """Name what is wrong with the marks of one word."""
    letters = places(word)
    faults = [fault for place in letters for fault in mark_faults(place)]
    plain = bare(word)
    held = [place for place in letters if place.marks[-1:] and place.marks[-1] in TANWIN]
    if any(not (place.last or (FATHATAN in place.marks and place.after[0] in "اى")) for place in held):
        faults.append("tanwin inside")
    if any(place.last and FATHATAN in place.marks and place.letter not in "ةءأ" for place in held):
        faults.append("tanwin fath without alif")
    if held and any(place.is_article and place.after[0] != "ت" for place in letters):
        faults.append("tanwin with article")
    if following.startswith("ا") and letters and letters[-1].marks == SUKUN:
        faults.append(f"sukun of {plain} before hamzat wasl")
    return faults


def line_faults(line: str) -> list[str]:
    """Name what is wrong with one sentence."""
    faults = [f"odd sign {sign!r}" for sign in sorted(set(line) - set(LETTERS + MARKS + PUNCTUATION))]
    words = WORD.findall(line)
    for word, following in zip(words, [*words[1:], ""], strict=True):
        faults += [f"{word}: {fault}" for fault in word_faults(word, following)]
    return faults


def main(arguments: list[str]) -> int:
    """Check the files, print the faults and the size; the exit status is 1 if there are any."""
    seen: dict[str, str] = {}
    words = told = 0
    for path in (Path(argument) for argument in arguments if argument != "--fix"):
        text = path.read_text(encoding="utf-8")
        if "--fix" in arguments:
            text = ordered(text)
            path.write_text(text, encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            place = f"{path.name}:{number}"
            faults = line_faults(line)
            if bare(line) in seen:
                faults.append(f"same as {seen[bare(line)]}")
            seen[bare(line)] = place
            words, told = words + len(WORD.findall(line)), told + len(faults)
            for fault in faults:
                print(f"{place} {fault}")
    print(f"{len(seen)} sentences, {words} words, {told} faults")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
