"""An editor says how a name is read, and hears it in the next build."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.pasted import Result, article

Run = Callable[..., Result]
HEADLINE = "بورتسودان تستقبل الميناء الجديد"


def spoken(audionews: Run) -> str:
    result = audionews("script", "article.txt", "--voice", "ar-espeak", "--json")
    return str(json.loads(result.out)["lines"][0]["spoken"])


def test_an_entry_has_the_last_word(audionews: Run) -> None:
    Path("article.txt").write_text(article(HEADLINE), "utf-8")
    result = audionews("lexicon", "add", "بورتسودان", "بُورْتُسُودَانُ", "--kind", "places")
    assert (result.code, result.out.strip()) == (0, "lexicon.toml")
    assert spoken(audionews).split()[0] == "بُورْتُسُودَانُ"


def test_an_entry_for_another_voice_is_not_used(audionews: Run) -> None:
    Path("article.txt").write_text(article(HEADLINE), "utf-8")
    before = spoken(audionews)
    audionews("lexicon", "add", "بورتسودان", "بُورْتُسُودَانُ", "--voice", "ar-ziad")
    assert spoken(audionews) == before
    assert "بُورْتُسُودَانُ" in audionews("lexicon", "test", "إلى بورتسودان").out


def test_what_stands_in_the_file_stays_as_it_is(audionews: Run) -> None:
    old = '# ours\n[people]\n"علي" = "عَلِيّ"\n\n[words]\n"كلمة" = "كَلِمَة"\n'
    Path("lexicon.toml").write_text(old, "utf-8")
    audionews("lexicon", "add", "سعيد", "سَعِيد", "--kind", "people", "--engine", "hts")
    audionews("lexicon", "add", "غزال", "غَزَال")
    new = Path("lexicon.toml").read_text("utf-8")
    assert new == (
        '# ours\n[people]\n"علي" = "عَلِيّ"\n"سعيد" = { reading = "سَعِيد", engine = "hts" }\n\n'
        '[words]\n"كلمة" = "كَلِمَة"\n"غزال" = "غَزَال"\n'
    )


def test_an_entry_that_is_there_is_not_written_twice(audionews: Run) -> None:
    audionews("lexicon", "add", "سعيد", "سَعِيد")
    result = audionews("lexicon", "add", "سعيد", "سُعَيْد")
    assert result.code == 2
    assert "has an entry" in result.err


def test_a_lexicon_that_is_no_toml_is_named_and_left_as_it_is(audionews: Run) -> None:
    Path("lexicon.toml").write_text("[words", "utf-8")
    result = audionews("lexicon", "add", "سعيد", "سَعِيد")
    assert result.code == 78
    assert result.err.startswith("audionews: lexicon.toml: ")
    assert Path("lexicon.toml").read_text("utf-8") == "[words"


def test_entries_are_listed_by_table(audionews: Run) -> None:
    audionews("lexicon", "add", "سعيد", "سَعِيد", "--kind", "friends", "--engine", "hts")
    result = audionews("lexicon", "list", "--kind", "friends")
    assert result.out == "friends\tسعيد\tسَعِيد\thts\n"
    assert len(audionews("lexicon", "list").out.splitlines()) > 500


def test_check_names_what_may_be_a_mistake(audionews: Run) -> None:
    assert audionews("lexicon", "check").out == "nothing doubtful\n"
    text = '[people]\n"سعيد" = "سَعِيد"\n"علي" = "علي"\n"دنيا" = "دُنْيَا?"\n"كمال" = "جَمَال"\n[words]\n"سعيد" = "سُعَيْد"\n'
    Path("lexicon.toml").write_text(text, "utf-8")
    result = audionews("lexicon", "check")
    assert result.code == 1
    assert [word for word in ("سعيد", "علي", "دنيا", "كمال") if f".{word} =" in result.out] == [
        "سعيد",
        "علي",
        "دنيا",
        "كمال",
    ]


def test_the_least_sure_words_come_first(audionews: Run) -> None:
    Path("article.txt").write_text(article(), "utf-8")
    result = audionews("script", "article.txt", "--voice", "ar-espeak", "--doubtful", "5")
    sures = [float(line.split("\t")[0]) for line in result.out.splitlines()]
    assert len(sures) == 5
    assert sures == sorted(sures)
    (found, *_) = audionews("script", "article.txt", "--voice", "ar-espeak", "--doubtful", "5", "--json").events
    assert result.out.startswith(f"{found['confidence']:.2f}\t{found['written']}\t{found['spoken']}\t{found['word']}\n")
