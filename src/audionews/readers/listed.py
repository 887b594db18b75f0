"""What all readers have that place lines: the word lists of a show, or those that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from audionews.arabic.word_lists import WordLists


class ListedReader:
    """A reader with word lists.

    Attributes:
        lists: Word lists with the controls of pages and the names of sources; None takes the lists that ship.
    """

    def __init__(self, lists: WordLists | None = None) -> None:
        self.lists = lists

    def with_lists(self, lists: WordLists) -> Self:
        """Return a reader with the word lists of a show."""
        return type(self)(lists)
