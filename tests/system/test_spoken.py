"""The sentences that public reports name as read wrongly."""

from pathlib import Path

from tests.spoken import is_said_as, rows_of

from audionews.arabic.normalize.rules import speak_text


def test_every_sentence_of_the_trials_is_said_right(shared: Path) -> None:
    rows = rows_of(shared / "data" / "trials" / "spoken.tsv")
    wrong = {written: speak_text(written) for _, written, spoken in rows if not is_said_as(speak_text(written), spoken)}
    assert len(rows) >= 41
    assert not wrong
