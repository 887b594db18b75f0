"""An editor says how a name is read, and hears it in the next build."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
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


def test_the_script_lists_the_signs_that_no_rule_knows(audionews: Run) -> None:
    Path("article.txt").write_text(article(f"{HEADLINE} ¤"), "utf-8")
    lines = audionews("script", "article.txt", "--voice", "ar-espeak").out.splitlines()
    assert [line for line in lines if line.startswith("  unread")] == ["  unread   ¤"]


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


def test_the_entries_of_the_show_are_listed_and_those_of_the_program_counted(audionews: Run) -> None:
    audionews("lexicon", "add", "سعيد", "سَعِيد", "--kind", "people")
    own = "people\tسعيد\tسَعِيد"
    listed, everything = audionews("lexicon", "list"), audionews("lexicon", "list", "--all")
    assert listed.out.splitlines() == [own]
    first, *others = everything.out.splitlines()
    assert (first, everything.err) == (own, "")
    assert len(others) > 500
    assert f"the {len(others):,} of the program, which --all lists too" in listed.err
    people = audionews("lexicon", "list", "--all", "--kind", "people").out.splitlines()
    assert people == [own, *(line for line in others if line.startswith("people\t"))]
    assert audionews("lexicon", "list", "-q", "--kind", "places").out == ""


def test_a_show_without_entries_is_told_where_those_of_the_program_are(audionews: Run) -> None:
    listed = audionews("lexicon", "list")
    assert (listed.code, listed.out) == (0, "")
    assert listed.err.startswith("the show has no entry of its own here, beside the ")


def test_marks_in_what_is_written_are_passed_over_and_that_is_told(audionews: Run) -> None:
    added = audionews("lexicon", "add", "مولَّد", "مُوَلَّد")
    assert 'so this reads "مولد" too; where it may be another word: --only EPISODE --word' in added.err
    assert audionews("lexicon", "list").out == "words\tمولد\tمُوَلَّد\n"
    assert audionews("lexicon", "test", "عن مولد").out == "مولد\tمُوَلَّد\n"
    assert audionews("lexicon", "add", "مولد", "مَوْلِد").code == 2
    Path("lexicon.toml").write_text('[words]\n"مولَّد" = "مُوَلَّد"\n', "utf-8")
    assert audionews("lexicon", "remove", "مولد").code == 0
    assert audionews("lexicon", "list").out == ""
    assert audionews("lexicon", "add", "مولد", "مُوَلَّد").err == ""


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


def test_the_words_most_worth_a_look_come_first_with_their_other_readings(audionews: Run) -> None:
    Path("article.txt").write_text(article(), "utf-8")
    result = audionews("script", "article.txt", "--voice", "ar-espeak", "--doubtful", "5")
    rows = [line.split("\t") for line in result.out.splitlines()]
    assert len(rows) == 5
    assert all(float(row[0]) < 1 for row in rows)
    (found, *_) = audionews("script", "article.txt", "--voice", "ar-espeak", "--doubtful", "5", "--json").events
    first, *others = found["readings"]
    assert rows[0] == [
        f"{found['confidence']:.2f}",
        found["written"],
        found["spoken"],
        found["word"],
        ", ".join(f"{each['spoken']} {each['chance']:.2f}" for each in others),
    ]
    assert (first["spoken"], first["chance"]) == (found["spoken"], found["confidence"])
    fix = f"audionews lexicon add '{found['written']}' --only EPISODE --word {found['word']} '{others[0]['spoken']}'"
    assert result.err.endswith(f"to fix one: {fix}\n")


def test_the_fix_that_is_named_for_a_doubtful_word_works(audionews: Run, episode: str) -> None:
    listed = audionews("script", episode, "--doubtful", "1")
    _, written, spoken, place, others = listed.out.rstrip("\n").split("\t")
    fix = shlex.split(listed.err.partition("to fix one: audionews ")[2])
    assert fix == ["lexicon", "add", written, "--only", episode, "--word", place, others.split()[0]]
    assert audionews(*fix).code == 0
    audionews("build", "article.txt", "--voice", "silence")
    assert others.split()[0] in spoken_in(audionews, episode)
    assert written not in [
        row.split("\t")[1]
        for row in audionews("script", episode, "--doubtful", "99").out.splitlines()
        if row.split("\t")[3] == place
    ]
    assert spoken != others.split()[0]


@pytest.fixture
def episode(audionews: Run) -> str:
    """Build an article and return the id of its episode."""
    Path("article.txt").write_text(
        article(first="كتب الصحفي خبر الميناء، ثم كتب عن السفن التي كتب عنها غيره."), "utf-8"
    )
    (built,) = audionews("build", "article.txt", "--voice", "silence", "--json").named("episode_written")
    return str(built["id"])


def spoken_in(audionews: Run, episode: str) -> str:
    return " ".join(line["spoken"] for line in audionews("script", episode, "--json").events[0]["lines"])


def test_a_reading_of_one_episode_has_the_last_word_and_outlives_a_correction(audionews: Run, episode: str) -> None:
    audionews("lexicon", "add", "كتب", "كَتَّبَ")
    result = audionews("lexicon", "add", "كتب", "كَتْبَ", "--only", episode)
    assert (result.code, result.out) == (0, f"{Path('output/episodes')}/{episode}.readings.json\n")
    assert audionews("lexicon", "list", "--only", episode).out == "كتب\tكَتْبَ\n"
    assert "كَتْبَ" not in spoken_in(audionews, episode), "it is spoken from the next build on"
    for first in ("كتب الصحفي خبر الميناء، ثم كتب عن السفن.", "كتب الصحفي قصة الميناء، ثم كتب عن السفن."):
        Path("article.txt").write_text(article(first=first), "utf-8")
        assert audionews("build", "article.txt", "--voice", "silence").code == 0
        assert spoken_in(audionews, episode).count("كَتْبَ") == 2
    again = audionews("lexicon", "add", "كتب", "كَتَبَ", "--only", episode)
    assert (again.code, "lexicon remove" in again.err) == (2, True)
    assert audionews("lexicon", "remove", "كتب", "--only", episode).code == 0
    assert audionews("lexicon", "list", "--only", episode).out == ""
    assert audionews("lexicon", "remove", "كتب", "--only", episode).code == 2
    audionews("build", "article.txt", "--voice", "silence")
    assert "كَتْبَ" not in spoken_in(audionews, episode)


def test_one_word_of_an_episode_is_fixed_by_its_number(audionews: Run, episode: str) -> None:
    lines = audionews("script", episode, "--json").events[0]
    segment = next(number for number, each in enumerate(lines["segments"], 1) if each["text"].startswith("كتب"))
    result = audionews("lexicon", "add", "كتب", "كُتُبٌ", "--only", episode, "--word", f"{segment}.6")
    assert result.code == 0, result.err
    assert audionews("lexicon", "list", "--only", episode).out.startswith("كتب\tكُتُبٌ\t6: كتب الصحفي")
    audionews("build", "article.txt", "--voice", "silence")
    assert spoken_in(audionews, episode).count("كُتُبٌ") == 1
    Path("article.txt").write_text(article(first="حذف الصحفي الخبر كله وكتب غيره."), "utf-8")
    gone = audionews("build", "article.txt", "--voice", "silence")
    assert (gone.code, '"كتب" has a fixed reading, but is no longer in its place' in gone.err) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--word", "3.5"), "name the episode with --only"),
        (("--only", "{}", "--word", "five"), "is no place; write one like 3.5"),
        (("--only", "{}", "--word", "1.1"), 'is "افتتاح", not "كتب"'),
        (("--only", "{}", "--word", "90.1"), "there is no such word"),
        (("--only", "2020"), "there is no episode 2020"),
        (("--only", "{}", "--voice", "none"), 'there is no voice "none"'),
    ],
)
def test_what_cannot_be_fixed_is_told(audionews: Run, episode: str, arguments: tuple[str, ...], what: str) -> None:
    result = audionews("lexicon", "add", "كتب", "كَتَبَ", *(each.format(episode) for each in arguments))
    assert (result.code, what in result.err) == (2, True), result.err


def test_a_word_in_another_place_is_told_where_it_is(audionews: Run, episode: str) -> None:
    lines = audionews("script", episode, "--json").events[0]
    segment = next(number for number, each in enumerate(lines["segments"], 1) if each["text"].startswith("كتب"))
    wrong = audionews("lexicon", "add", "كتب", "كَتَبَ", "--only", episode, "--word", "1.1")
    assert f"try: it is {segment}.1, {segment}.6, {segment}.10 (segment and word)\n" in wrong.err
    nowhere = audionews("lexicon", "add", "ضفدع", "ضِفْدَعٌ", "--only", episode, "--word", "1.1")
    assert "try: write it as it is in the article: audionews script ID prints that" in nowhere.err


def test_of_a_frequent_word_only_some_places_are_told(audionews: Run) -> None:
    Path("article.txt").write_text(article(first=f"قال الوزير إن {'الميناء ' * 9} كبير."), "utf-8")
    (built,) = audionews("build", "article.txt", "--voice", "silence", "--json").named("episode_written")
    wrong = audionews("lexicon", "add", "الميناء", "الْمِينَاءَ", "--only", built["id"], "--word", "90.1")
    assert wrong.err.count(".") == 5 + 3 + wrong.err.splitlines()[0].count("."), wrong.err


def test_entries_are_removed_from_the_show_s_lexicon(audionews: Run) -> None:
    assert audionews("lexicon", "remove", "الضاد").code == 2
    audionews("lexicon", "add", "الضاد", "الضَّادُ", "--kind", "places")
    audionews("lexicon", "add", "الضاد", "الضَّادِ", "--kind", "people")
    audionews("lexicon", "add", "القاف", "الْقَافُ", "--kind", "people")
    assert audionews("lexicon", "remove", "الضاد", "--kind", "people").code == 0
    assert "الضَّادِ" not in Path("lexicon.toml").read_text("utf-8")
    assert "places\tالضاد\tالضَّادُ" in audionews("lexicon", "list").out
    assert "people\tالقاف" in audionews("lexicon", "list").out
    Path("lexicon.toml").write_text('[places]\n"الضاد" = """\nالضَّادُ"""\n', "utf-8")
    result = audionews("lexicon", "remove", "الضاد")
    assert (result.code, "has several lines" in result.err) == (2, True)


def test_the_script_of_an_episode_is_shown_and_one_line_spoken(audionews: Run, episode: str) -> None:
    shown = audionews("script", episode)
    assert shown.out.startswith("1 headline, segment 1\n")
    one = audionews("script", episode[:12], "--line", "2", "--wav", "line.wav")
    assert one.out.startswith("2 summary, segment 2\n")
    assert one.out.endswith("line.wav\n")
    assert Path("line.wav").read_bytes().startswith(b"RIFF")
    doubtful = audionews("script", episode, "--doubtful", "1").out.split("\t")
    assert len(doubtful) == 5
    assert audionews("script", episode, "--line", "99").code == 2
    Path(f"output/episodes/{episode}.script.json").unlink()
    lost = audionews("script", episode)
    assert (lost.code, "build its article again" in lost.err) == (2, True)


@pytest.mark.parametrize("reading", ["hello", "كلمة hello", "كَلِمَة5", "!", ""])
def test_a_reading_in_other_letters_is_refused(audionews: Run, episode: str, reading: str) -> None:
    for more in ((), ("--only", episode)):
        result = audionews("lexicon", "add", "كلمة", reading, *more)
        assert (result.code, "is not written in Arabic letters" in result.err) == (2, True)
    assert not Path("lexicon.toml").exists()
