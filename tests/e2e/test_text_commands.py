"""The steps of the Arabic front end on the command line: lines in, lines out."""

import json
import subprocess
import sys
from pathlib import Path

LINE = "بلغ السعر $3.5 مليار في 20 يونيو 2024"
SPOKEN = "بلغ السعر ثلاثة مليارات ونصف مليار دولار في العشرين من يونيو عام ألفين وأربعة وعشرين"


def text(*words: str, given: str = LINE) -> tuple[int, str]:
    """Return the exit code and what the command printed, on stdout or stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "audionews", "text", *words], input=given.encode(), capture_output=True, check=False
    )
    return done.returncode, (done.stdout or done.stderr).decode()


def add_rows(name: str, rows: str) -> None:
    """Give the show of the working folder a word list."""
    Path("audionews.toml").write_text("", "utf-8")
    Path("words").mkdir(exist_ok=True)
    Path("words", f"{name}.tsv").write_text(rows, "utf-8")


def test_explain_says_which_rule_read_which_stretch() -> None:
    code, printed = text("normalize", "--explain")
    assert code == 0
    assert printed.splitlines() == [
        SPOKEN,
        "  $3.5 مليار -> ثلاثة مليارات ونصف مليار دولار  [money.speak_amount]",
        "  20 يونيو 2024 -> العشرين من يونيو عام ألفين وأربعة وعشرين  [date.speak_named_date]",
    ]


def test_explain_lists_the_signs_that_no_rule_knows() -> None:
    assert text("normalize", "--explain", given="بلغ ¤ 5") == (
        0,
        "بلغ خمسة\n  ¤ -> (unread)  [sign.unread]\n  5 -> خمسة  [cardinal.speak_cardinal]\n",
    )


def test_explain_prints_no_control_characters() -> None:
    assert "\u001b" not in text("normalize", "--explain", given="خبر \u001b[31m 5\u001b")[1]


def test_json_has_an_object_for_each_line() -> None:
    code, printed = text("normalize", "--json", given=f"{LINE}\nخبر\n")
    assert code == 0
    assert [json.loads(line) for line in printed.splitlines()] == [
        {"written": LINE, "spoken": SPOKEN},
        {"written": "خبر", "spoken": "خبر"},
    ]


def test_json_explains_with_offsets() -> None:
    (line,) = text("normalize", "--json", "--explain")[1].splitlines()
    first, second = json.loads(line)["rules"]
    assert LINE[first["start"] : first["end"]] == first["written"] == "$3.5 مليار"
    assert first["spoken"] == "ثلاثة مليارات ونصف مليار دولار"
    assert [first["rule"], second["rule"]] == ["money.speak_amount", "date.speak_named_date"]


def test_the_word_lists_of_the_show_are_used_by_every_step() -> None:
    add_rows("currencies", "signs\tsingular\tplural\tadjective\n₿ BTC\tبيتكوين\n")
    assert text("normalize", given="بسعر ₿5") == (0, "بسعر خمسة بيتكوين\n")
    add_rows("sentence_words", "word\tkind\nهام\tabbreviation\n")
    assert text("split", given="خبر هام. ثم خبر.") == (0, "خبر هام. ثم خبر.\n")
    add_rows("fixed_readings", "reading\tkind\nدَانَة\tword\n")
    assert text("diacritize", given="قالت دانة.")[1].split()[1].startswith("دَانَة")


def test_a_row_that_does_not_fit_is_a_settings_error_that_names_its_line() -> None:
    add_rows("verbs", "word\tkind\nحلق\tsubjekt\n")
    code, printed = text("normalize")
    assert code == 78
    assert printed.splitlines() == [
        f'audionews: {Path("words", "verbs.tsv")}, line 2: there is no kind "subjekt"',
        '  try: did you mean "subject"?',
    ]
