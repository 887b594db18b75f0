"""Labels and phones beside those that the voice's own front end makes."""

import re
from collections.abc import Iterator
from pathlib import Path

from audionews.arabic.letters import strip_marks
from audionews.arabic.phonemes.line import Phrase, SpokenWord, phonemes
from audionews.engines.hts.labels import labels


def reference(shared: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each sentence and its labels."""
    for path in sorted((shared / "data" / "ziad").glob("*.lab")):
        yield path.with_suffix(".txt").read_text("utf-8"), path.read_text("utf-8").split()


def words(lines: list[str]) -> list[tuple[str, ...]]:
    """Return the phones of the words in the labels."""
    spoken: dict[str, list[str]] = {}
    for label in lines[1:-1]:
        phone = re.split(r"-|\+", label, maxsplit=2)[1]
        place = re.findall(r"/E:content\+\d+@(\d+)", label)[0]
        spoken.setdefault(place, []).append(phone)
    return [tuple(phones) for phones in spoken.values()]


def test_the_same_phones_give_the_same_labels(shared: Path) -> None:
    # The front end has a lexicon of its own for a few words, whose syllables were cut by hand.
    listed = re.compile("ذلك|هذ|لكن|الله")
    sentences = [lines for text, lines in reference(shared) if not listed.search(strip_marks(text))]
    assert len(sentences) > 80
    for lines in sentences:
        phrase = Phrase(words=tuple(SpokenWord(start=0, end=1, phones=phones) for phones in words(lines)))
        assert [unit.text for unit in labels([phrase])] == lines


def test_words_that_meet_no_wasl_have_the_same_phones(shared: Path) -> None:
    same = total = 0
    for text, lines in reference(shared):
        ours = [word for phrase in phonemes(text, pausal=False) for word in phrase.words]
        theirs = words(lines)
        if len(ours) != len(theirs):
            continue  # the front end drops words that it cannot read, and does not part عبدالله
        for one, other, after in zip(ours, theirs, [*ours[1:], ours[0]], strict=True):
            if "ا" not in {text[one.start], text[after.start]} and after.phones[1:2] != ("n",):
                same += one.phones == other
                total += 1
    assert total > 500
    assert same / total > 0.95  # the rest: unmarked words, wasl within words, uw and iy, which are long here
