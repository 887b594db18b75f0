"""Every shipped entry is read as it says, in a sentence, alone and behind the particles."""

import tomllib
from pathlib import Path

import pytest

from audionews.arabic.letters import strip_marks
from audionews.arabic.lexicon import COMMON, Entry, Lexicon, read_entries

SHIPPED = Path(__file__).parents[2] / "voices" / "lexicon.toml"
FRAMES = ("قال {} كلاما.", "وصل الوفد، {}، مساء", "«{}»")
PARTICLES = {"": "", "و": "وَ", "ف": "فَ", "ب": "بِ", "ل": "لِ"}
SHORTEST = 3  # letters of a word that is looked for behind a particle


def entries() -> list[Entry]:
    """The entries with vowels; those of `spelling` leave them to the sentence."""
    found = read_entries(tomllib.loads(SHIPPED.read_text("utf-8")), SHIPPED.name)
    return [entry for entry in found if entry.kind != "spelling"]


def said(found: Lexicon, text: str) -> str:
    words = text.split()
    for match in reversed(found.find(words)):
        words[match.start : match.end] = match.words
    return " ".join(words)


def joined(particle: str, word: str) -> str:
    """Li- takes the place of the article's alif, and before a lam that of its lam; the others stand before it."""
    if particle[:1] != "ل" or not word.startswith("ال"):
        return particle + word
    return particle + (word[2:] if word.startswith("الل") else word[1:])


def is_sought_behind(particle: str, entry: Entry, written: set[str]) -> bool:
    """Not when it is too short, or can be a common word (حوثي, ليبرالي) with the article as well."""
    first = entry.written.split(maxsplit=1)[0]
    bare = first.removeprefix("ال")
    if particle == "ل" and (bare.startswith("ل") if entry.kind == COMMON else bare != first and bare in written):
        return False
    return len(joined(particle, first)) > SHORTEST


@pytest.mark.parametrize("particle", PARTICLES)
def test_an_entry_is_read_in_every_frame_and_behind_every_particle(particle: str) -> None:
    shipped = entries()
    found = Lexicon(shipped)
    written = {entry.written for entry in shipped}
    for entry in shipped:
        text = joined(particle, entry.written)
        if particle and (text in written or not is_sought_behind(particle, entry, written)):
            continue
        spoken = joined(PARTICLES[particle], entry.reading)
        for frame in FRAMES:
            assert said(found, frame.format(text)) == frame.format(spoken), entry


def test_a_common_word_with_a_lam_has_the_article_behind_li() -> None:
    assert said(Lexicon(entries()), "لليبراليين") == "لِلِّيبِرَالِيِّينَ"


def test_a_common_word_is_read_behind_the_article() -> None:
    shipped = entries()
    found = Lexicon(shipped)
    written = {entry.written for entry in shipped}
    for entry in shipped:
        text = "ال" + entry.written
        takes_article = entry.kind == COMMON and not entry.written.startswith("ال") and len(entry.written) >= SHORTEST
        if takes_article and " " not in text and text not in written:
            spoken = said(found, text)
            assert spoken.startswith(("الْ", "ال" + entry.reading[0]))
            assert spoken.endswith(entry.reading[1:].lstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"))


def test_a_reading_keeps_the_letters_and_has_nothing_but_letters_and_marks() -> None:
    for entry in entries():
        assert strip_marks(entry.reading) == entry.written
        assert all("ء" <= char <= "ي" for char in entry.written.replace(" ", "")), entry


def test_no_written_form_stands_in_two_entries_whatever_its_marks() -> None:
    tables = tomllib.loads(SHIPPED.read_text("utf-8"))
    written = [strip_marks(key) for table in tables.values() for key in table]
    assert len(written) == len(set(written))
