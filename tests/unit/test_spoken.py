"""Whole sentences with the figures and signs that the press writes, and how they are said."""

from pathlib import Path

import pytest
from tests.spoken import is_said_as, rows_of

from audionews.arabic.normalize.rules import speak_text

OWN = Path(__file__).parents[1] / "data" / "spoken.tsv"


@pytest.mark.parametrize(("kind", "written", "spoken"), rows_of(OWN))
def test_a_sentence_is_said_as_a_newsreader_says_it(kind: str, written: str, spoken: str) -> None:
    assert is_said_as(speak_text(written), spoken), f"{kind}: {speak_text(written)}"


def test_what_must_and_must_not_be_said_is_told_apart() -> None:
    assert is_said_as("هامش مئتان", "~مئتان || خمسة")
    assert is_said_as("خمسة", "~مئتان || خمسة")
    assert not is_said_as("ستة", "~مئتان || خمسة")
    assert is_said_as("ستة", "!مئتان")
    assert not is_said_as("هامش مئتان", "!مئتان")
