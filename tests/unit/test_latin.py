"""Latin words: names, brands, acronyms and sentences of other languages, as an Arabic newsreader says them."""

from pathlib import Path

import pytest
from tests.spoken import rows_of

from audionews.arabic.letters import strip_marks
from audionews.arabic.normalize.rules import speak_text

TABLE = Path(__file__).parents[1] / "data" / "latin.tsv"


def is_said_as(said: str, spoken: str) -> bool:
    """Return whether one of the alternatives is said; a word may have several spellings, parted by "/"."""
    words = strip_marks(said).split()
    slots = ([slot.split("/") for slot in one.split()] for one in spoken.split(" || "))
    return any(
        len(one) == len(words) and all(word in slot for word, slot in zip(words, one, strict=True)) for one in slots
    )


@pytest.mark.parametrize(("kind", "written", "spoken"), rows_of(TABLE))
def test_a_latin_word_is_said_as_newsrooms_transcribe_it(kind: str, written: str, spoken: str) -> None:
    assert is_said_as(speak_text(written), spoken), f"{kind}: {speak_text(written)}"
