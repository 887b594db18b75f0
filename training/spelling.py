"""Make the word list of arabic/careless.py: words that are surely meant where a hamza or the dots of ة are missing.

    python -m training.spelling shared/data/diacritics training/gold src/audionews/arabic/data/careless_words.tsv

reads well-spelled texts (xz or plain, with or without marks). A word is listed if nobody writes its careless form for
another word; a word that the rules would then change by mistake is listed as kept. Texts of news count thirty times.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from audionews.arabic.careless import BARE, ends_in_ta, with_hamza

_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_DOUBLED = re.compile("أل[أإآ]")  # a slip of one of the texts
_NEWS_WEIGHT = 30
_MOST_BARE = 0.005  # share of the careless form
_MOST_OWNED = 0.02  # weight of a noun with a pronoun, to that of the word in ة
_LEAST = 20  # weight of a word that is listed
_SHORT, _LEAST_OF_SHORT = 3, 60
_WRONG = re.compile(
    "إ(?:ست\\w{1,2}|\\wت\\w|ن\\w\\w)ا\\w(?:ي|ية|ات|ه|ها|هم|ين|ون)?$|إسترات"
)  # nouns that have no hamza: استثمار
_LEAST_KEPT = 3
_MOST_OF_TYPOS = 0.12  # where no book has the careless form
_MOST_OF_SLIPS = 0.05  # share of a word in ه, of that in ة
_DEFINITE = re.compile("(?:[وفبك]?ال|و?لل).{2,}ه")
_MOST_MASCULINE = 2.5  # weight of the word without ة: more is a profession
_NISBA = re.compile("(?:[وفبك]?ال|لل)?\\w{2,}ي")
_MOST_LIKELY = 0.5  # weight of the word in ه
_SURE = Path(__file__).with_name("spelling_sure.tsv")  # words that those texts do not have often enough
_PRONOUNS = ("ها", "هم", "نا", "هما")


def _sure(kind: str) -> list[str]:
    rows = (line.split("\t") for line in _SURE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [word for word, of_kind in rows if of_kind == kind]


def _counts(folders: list[Path]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in sorted(path for folder in folders for path in folder.iterdir() if path.suffix in {".xz", ".txt"}):
        text = lzma.decompress(path.read_bytes()).decode() if path.suffix == ".xz" else path.read_text("utf-8")
        weight = 1 if path.name.startswith("classical") else _NEWS_WEIGHT
        for word, number in Counter(_WORD.findall(_MARKS.sub("", text.replace("ٱ", "ا")))).items():
            if not _DOUBLED.search(word):
                counts[word] += number * weight
    return counts


def hamza_words(counts: Counter[str]) -> dict[str, str]:
    """Return for each careless form the word that it surely stands for."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word, number in counts.items():
        forms[word.translate(BARE)][word] += number
    sure = {}
    for bare, meant in forms.items():
        (word, _), total = meant.most_common(1)[0], sum(meant.values())
        rare = meant[bare] <= _MOST_BARE * total
        typo = meant[bare] <= _MOST_OF_TYPOS * total and meant[bare] % _NEWS_WEIGHT == 0
        least = _LEAST if len(bare) > _SHORT else _LEAST_OF_SHORT
        if word != bare and len(bare) >= _SHORT and total >= least and (rare or typo) and not _WRONG.search(word):
            sure[bare] = word
    return sure | {word.translate(BARE): word for word in _sure("hamza")}


def likely_ta_words(counts: Counter[str]) -> dict[str, str]:
    """Return for each form in ه the word in ة that it rather stands for."""
    return {
        (word[:-1] + "ه").translate(BARE): word
        for word, number in counts.items()
        if word.endswith("ة")
        and len(word) >= _SHORT
        and number >= _LEAST
        and counts[word[:-1] + "ه"] <= _MOST_LIKELY * number
        and counts[word[:-1]] <= _MOST_MASCULINE * number
    } | {(word[:-1] + "ه").translate(BARE): word for word in _sure("likely")}


def ta_words(counts: Counter[str]) -> dict[str, str]:
    """Return for each form in ه the word in ة that it surely stands for, and no word with a pronoun."""
    sure = {}
    for word, number in counts.items():
        stem = word[:-1]
        owned = counts[stem + "ه"] * 10 + sum(counts[stem + pronoun] for pronoun in _PRONOUNS)
        if not _NISBA.fullmatch(stem) or counts[stem[:-1] + "ين"] or counts[stem[:-1] + "ون"]:
            owned += counts[stem]  # مدربه may be his trainer
        if word.endswith("ة") and len(word) > _SHORT and number >= _LEAST and owned <= _MOST_OWNED * number:
            sure[(stem + "ه").translate(BARE)] = word
    return sure


def without_affixed(sure: dict[str, str]) -> list[str]:
    """Return the words that do not follow from a shorter one with particles before or an ending behind."""
    listed: dict[str, str] = {}
    for bare, word in sorted(sure.items(), key=lambda item: (len(item[0]), item)):
        if with_hamza(bare, listed) != word:
            listed[bare] = word
    return sorted(listed.values())


def main(*arguments: str) -> None:
    """Write the list that the last argument names from the texts in the folders before it."""
    *folders, table = map(Path, arguments)
    counts = _counts(folders)
    hamza = without_affixed(hamza_words(counts))
    surely = ta_words(counts) | {word.translate(BARE)[:-1] + "ه": word for word in _sure("ta")}
    ta = without_affixed(surely)
    likely = without_affixed({bare: word for bare, word in likely_ta_words(counts).items() if bare not in surely})
    by_bare, stems = (
        {word.translate(BARE): word for word in hamza},
        frozenset(word.translate(BARE)[:-1] for word in (*ta, *likely)),
    )
    always = {word.translate(BARE) for word in _sure("hamza")}
    always |= {word.translate(BARE)[:-1] + "ه" for word in _sure("ta")}
    kept = sorted(
        word
        for word, number in counts.items()
        if number >= _LEAST_KEPT
        and word not in always
        and (
            (word == word.translate(BARE) and with_hamza(word, by_bare) != word)
            or (word.endswith("ه") and ends_in_ta(word, stems) and number > _MOST_LIKELY * counts[word[:-1] + "ة"])
        )
    )
    definite = (
        word
        for word, number in counts.items()
        if _DEFINITE.fullmatch(word) and number > _MOST_OF_SLIPS * counts[word[:-1] + "ة"]
    )
    kept = sorted({*kept, *definite})
    head = [line for line in table.read_text("utf-8").splitlines() if line.startswith("#") or line == "word\tkind"]
    rows = [
        f"{word}\t{kind}"
        for kind, words in (("hamza", hamza), ("ta", ta), ("likely", likely), ("kept", kept))
        for word in words
    ]
    table.write_text("\n".join([*head, *rows]) + "\n", "utf-8")
    print(f"{table.name}: {len(hamza)} with hamza, {len(ta)} in ة, {len(likely)} likely, {len(kept)} kept")


if __name__ == "__main__":
    main(*sys.argv[1:])
