"""Whatever an article repeats: twice the text takes twice the work, from its bytes to its script."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.counted import grows_in_proportion
from tests.diacritizers import NoMarks
from tests.file_formats import BODY, HEADLINE

from audionews import registry
from audionews.arabic.careless import make_speller
from audionews.arabic.diacritics.decode import ModelDiacritizer
from audionews.arabic.letters import clean
from audionews.arabic.lexicon import Entry, Lexicon
from audionews.arabic.phonemes.line import phonemes
from audionews.arabic.quotes import quotations
from audionews.arabic.script import write_script
from audionews.arabic.sentences import sentences
from audionews.errors import ArticleError
from audionews.model import Blob, Caps, Known, Pacing, Role, Segment

READERS = {reader.name: reader for reader in registry.readers(lambda _event: None)}
MODEL = ModelDiacritizer(registry.mark_model())
LEXICON = Lexicon(
    [
        Entry(written="ابن سينا", reading="اِبْن سِينَا"),
        Entry(written="ا ا ا ا ا ا ا ا", reading="ألف"),
        Entry(written="BBC", reading="بِي بِي سِي"),
    ]
)
UNITS = [
    *("ا", "ا ", ". ", '". ', '." ', "د. ", "1. ", "ا. ", "(", ")", "](", "[a](", '"(', "«", "»(", '"', "«ا» ", "؟! "),
    *("ـ", "_", "ا_", "-", " - ", "، ", "؛ا", "َ", "اَ", "BBC ", "aB", "ابن سينا ", "قال ", "ان ", "الحكومه "),
    *("1", "1 ", "و1 ", "2,0", "%", "20 يونيو 2024 ", "(رويترز) ", "اقرأ أيضا ", "#ا ", "@a ", "http://", "&amp;"),
    *("\n", "\n\n", "ا\n", "كتب: علي\n", "اقرأ أيضا\n", "- ا\n", "شارك\n", "20 يونيو 2024\n", "> ا\n", "a: b\n"),
]
TOKENS = st.lists(st.sampled_from([*UNITS, *"اب.،؟«»()[]\"'ـَ1a \n"]), min_size=1, max_size=4).map("".join)


def script(text: str, role: Role = Role.BODY) -> None:
    """Write the script of a text."""
    write_script(
        [Segment(role=role, text=clean(text) or "ا")],
        pacing=Pacing(),
        diacritizer=NoMarks(),
        lexicon=LEXICON,
        caps=Caps(offline=True, max_chars=40),
        pausal=True,
        latin="en",
    )


def read(name: str, content: str) -> None:
    """Read an input as far as it goes."""
    with suppress(ArticleError):
        list(READERS[name].read(Blob(content=content.encode("utf-8", "ignore"), name="a"), Known()))


def read_text(text: str) -> None:
    """Read a text as a paragraph of a pasted article."""
    read("text", "\n".join((HEADLINE, *BODY, text, BODY[0])))


STAGES: dict[str, Callable[[str], object]] = {
    "sentences": sentences,
    "quotations": quotations,
    "speller": lambda text: make_speller(text)(text),
    "phonemes": phonemes,
    "script": script,
    "headline": lambda text: script(text, Role.HEADLINE),
    "text": read_text,
}


def grows(stage: Callable[[str], object], unit: str, size: int) -> bool:
    """Return whether a stage takes work in proportion to how often a text repeats something."""

    def work(length: int) -> Callable[[], object]:
        return partial(stage, (unit * length)[:length])

    return grows_in_proportion(work, size)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("stage", STAGES)
def test_twice_the_text_takes_twice_the_steps(stage: str, unit: str) -> None:
    assert grows(STAGES[stage], unit, 300)


@pytest.mark.parametrize("stage", STAGES)
@settings(max_examples=4)
@given(TOKENS)
def test_what_is_drawn_takes_work_in_proportion_too(stage: str, unit: str) -> None:
    assert grows(STAGES[stage], unit, 400)


def test_marks_are_decoded_in_proportion_to_the_text() -> None:
    for unit in ("ا", "كتب ", "ب", "ابن "):
        assert grows(lambda text: MODEL.diacritize_with_chances([text]), unit, 300)


FORMATS = {
    "html of headings": ("<html><body>", "<h1>ا</h1><time datetime=a>", "</body></html>"),
    "html": ("<html><body><h1>" + HEADLINE + "</h1>", "<p>ا</p>", "</body></html>"),
    "feed": ("<rss><channel>", "<item><title>ا</title><description>ب</description></item>", "</channel></rss>"),
    "markdown": ("# " + HEADLINE + "\n\n", "- **ا** | ب\n", ""),
    "rtf": ("{\\rtf1\\ansi ", "\\u1575?\\par ", "}"),
    "email": ("From: a@b.c\nMIME-Version: 1.0\nSubject: ا\n\n", "> ا\nب\n", ""),
    "json": ('{"headline": "ا", "body": [', '"ا", ', '"ب"]}'),
    "jsonld": ('{"@graph": [', '{"@type": "Person", "@id": "a"},', '{"@type": "NewsArticle"}]}'),
    "wordpress": ("[", '{"title": {"rendered": "ا"}, "content": {"rendered": "<p>ب</p>"}},', "{}]"),
    "ninjs": ("[", '{"uri": "a", "headline": "ا", "body_text": "ب"},', "{}]"),
    "newsml": ("<nitf><body><body.content>", "<p>ا</p>", "</body.content></body></nitf>"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_twice_the_elements_take_twice_the_steps(name: str) -> None:
    head, element, tail = FORMATS[name]

    def work(count: int) -> Callable[[], object]:
        return partial(read, name.partition(" ")[0], head + element * count + tail)

    assert grows_in_proportion(work, 60)


def test_work_that_grows_with_the_square_is_found() -> None:
    assert not grows(lambda text: [sentences(text) for _ in text], "ا. ", 50)
