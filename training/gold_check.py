"""Checks vowelled news (training/gold): one sentence a line, each letter with its mark.

Usage: python training/gold_check.py [--fix] FILE...   (--fix puts shadda before its vowel and bares
the alif of a first hamzat wasl)

House rules of the gold: the article is a bare alif and a lam with sukun (bare lam before a
sun letter); no dagger alif; no mark on hamzat wasl; the helping vowel before it is written
(مِنَ الْبَيْتِ); tanwin before its alif (كِتَابًا); numbers in words. A first name stands without
tanwin before the next name, which is in the genitive (سَامِرُ الْخَطِيبِ, نَادِرُ حَسَنٍ); a nisba
agrees (خَالِدُ الْحَلَبِيُّ); Western names and cities without an ending close in sukun (لَنْدَنْ).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

FATHATAN, DAMMATAN, KASRATAN, FATHA, DAMMA, KASRA, SHADDA, SUKUN = "ًٌٍَُِّْ"
MARKS = FATHATAN + DAMMATAN + KASRATAN + FATHA + DAMMA + KASRA + SHADDA + SUKUN
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
SUN = "تثدذرزسشصضطظلن"
PUNCTUATION = ' .,،؛:؟!"«»()-'
PIECE = re.compile(f"([{LETTERS}])([{MARKS}]*)")
WORD = re.compile(f"[{LETTERS}{MARKS}]+")
ARTICLE = re.compile("^[وف]?[بك]?ال")
WASL = re.compile("[وفأ]?[بكلس]?")


def bare(text: str) -> str:
    """Return the text without its marks."""
    return re.sub(f"[{MARKS}]", "", text)


def ordered(text: str) -> str:
    """Return the text with shadda before its vowel and a bare alif at the head of a word."""
    text = re.sub(f"([{MARKS.replace(SHADDA, '')}]){SHADDA}", rf"{SHADDA}\1", text)
    return re.sub(f"(?<![{LETTERS}{MARKS}])ا[{FATHA}{DAMMA}{KASRA}]", "ا", text)


def word_faults(word: str, following: str) -> list[str]:
    """Name what is wrong with the marks of one word."""
    pieces = PIECE.findall(word)
    faults = []
    plain = bare(word)
    start = ARTICLE.match(plain)
    lam = start.end() - 1 if start and len(plain) > start.end() + 1 else -1
    for place, (letter, marks) in enumerate(pieces):
        last = place == len(pieces) - 1
        before = pieces[place - 1] if place else ("", "")
        after = pieces[place + 1] if not last else ("", "")
        vowels = marks.replace(SHADDA, "")
        if len(vowels) > 1 or marks.count(SHADDA) > 1 or (SHADDA in marks and marks[0] != SHADDA):
            faults.append(f"marks of {letter}")
        if SHADDA in marks and vowels in ("", SUKUN):
            faults.append(f"shadda without vowel on {letter}")
        if any(mark in FATHATAN + DAMMATAN + KASRATAN for mark in marks):
            if not last and not (vowels == FATHATAN and after[0] in "اى" and place == len(pieces) - 2):
                faults.append("tanwin inside")
            if lam >= 0 and pieces[lam][1] in ("", SUKUN) and plain[lam + 1] not in "ت":
                faults.append("tanwin with article")
        if last and vowels == FATHATAN and letter not in "ةءى" and not plain.endswith("أ"):
            faults.append("tanwin fath without alif")
        if place == lam and pieces[lam][1] in ("", SUKUN):
            if (marks == "") != (SHADDA in after[1] and after[0] in SUN):
                faults.append("lam of the article")
        elif marks == "":
            fits = {"و": DAMMA, "ي": KASRA, "ا": FATHA, "ى": FATHA}.get(letter)
            wasl = letter == "ا" and WASL.fullmatch(plain[:place]) is not None
            plural = letter == "ا" and last and before[0] == "و" and before[1] in ("", SUKUN, DAMMA)
            held = letter in "اى" and FATHATAN in before[1]
            wasl = wasl or (letter == "ا" and before == ("ل", KASRA))
            if letter == "آ" or wasl or plural or held:
                pass
            elif letter == "ل" and SHADDA in after[1]:
                pass
            elif fits is None or fits not in before[1]:
                faults.append(f"no mark on {letter}")
        elif letter in "اآى":
            faults.append(f"mark on {letter}")
        if letter == "ة" and before[0] != "ا" and FATHA not in before[1]:
            faults.append("no fatha before ة")
        if letter == "ا" and KASRA in before[1] and before[0] not in "بل":
            faults.append("kasra before ا")
        if letter == "إ" and vowels != KASRA or letter == "ئ" and last is False and marks == "":
            faults.append(f"hamza {letter}")
        if letter == "أ" and vowels == KASRA and not last:
            faults.append("kasra on أ")
    if following.startswith("ا") and pieces and pieces[-1][1] == SUKUN:
        faults.append("sukun before hamzat wasl")
    return faults


def main(arguments: list[str]) -> int:
    """Check the files, print the faults and the size; the exit status is 1 if there are any."""
    fix = "--fix" in arguments
    seen: dict[str, str] = {}
    words = sentences = faults = 0
    for name in (argument for argument in arguments if argument != "--fix"):
        path = Path(name)
        text = path.read_text(encoding="utf-8")
        if fix:
            text = ordered(text)
            path.write_text(text, encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            place = f"{path.name}:{number}"
            found = WORD.findall(line)
            told = [f"odd sign {sign!r}" for sign in set(line) - set(LETTERS + MARKS + PUNCTUATION)]
            if bare(line) in seen:
                told.append(f"same as {seen[bare(line)]}")
            seen[bare(line)] = place
            for word, following in zip(found, [*found[1:], ""], strict=True):
                told += [f"{word}: {fault}" for fault in word_faults(word, following)]
            words, sentences, faults = words + len(found), sentences + 1, faults + len(told)
            for fault in told:
                print(f"{place} {fault}")
    print(f"{sentences} sentences, {words} words, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
