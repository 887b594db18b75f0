"""Names of files, of which only digests are kept."""

from hypothesis import given
from hypothesis import strategies as st

from audionews.catalogue.folder_names import FolderNames

PLAIN = "episodes/2024-06-20-00000000"


@given(st.sets(st.text()), st.sets(st.text()))
def test_exactly_the_names_that_were_added_are_there(added: set[str], others: set[str]) -> None:
    names = FolderNames(added)
    assert all(name in names for name in added)
    assert not any(name in names for name in others - added)


def test_a_name_may_be_added_after_one_was_looked_up() -> None:
    names = FolderNames(["a"])
    assert "b" not in names
    names.add("b")
    assert "a" in names
    assert "b" in names


def test_what_was_set_aside_and_what_replaced_a_sound_is_known_by_name() -> None:
    aside, versioned = f"{PLAIN}.json.damaged-0d9b2f6a", f"{PLAIN}.0d9b2f6a.small.webp"
    others = [f"{PLAIN}.mp3", f"{PLAIN}.chapters.json", f"{PLAIN}.oembed.json", f"{PLAIN}.0d9b2f6a.txt"]
    names = FolderNames([aside, versioned, *others])
    assert names.aside == [aside]
    assert names.versioned == [versioned]
