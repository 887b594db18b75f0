"""A text that was diacritized once is never given to the model again."""

from collections.abc import Sequence

from tests.diacritizers import NoMarks

from audionews.building.diacritize import CachedDiacritizer
from audionews.model import LikelyReading, MarkedText, WordChances
from audionews.stores.memory import MemoryStore

DOUBTFUL = WordChances(0.6, 0.7, (LikelyReading("أَوَّل", 0.6), LikelyReading("أُوَل", 0.3)))


class Counting(NoMarks):
    """Counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def diacritize_with_chances(self, texts: Sequence[str]) -> list[MarkedText]:
        self.asked += texts
        return [MarkedText(text, (DOUBTFUL,) * len(text.split())) for text in texts]


def test_only_what_is_new_is_asked_and_only_once() -> None:
    store, model = MemoryStore(), Counting()
    assert CachedDiacritizer(model, store).diacritize(["خبر", "أول", "خبر"]) == ["خبر", "أول", "خبر"]
    assert CachedDiacritizer(model, store).diacritize_with_chances(["أول", "ثان"]) == [
        ("أول", (DOUBTFUL,)),
        ("ثان", (DOUBTFUL,)),
    ]
    assert sorted(model.asked) == ["أول", "ثان", "خبر"]


def test_a_damaged_note_is_asked_for_again() -> None:
    store, model = MemoryStore(), Counting()
    CachedDiacritizer(model, store).diacritize(["خبر"])
    for name in store.blobs:
        store.blobs[name] = b"{"
    assert CachedDiacritizer(model, store).diacritize(["خبر"]) == ["خبر"]
    assert model.asked == ["خبر", "خبر"]
