"""What a build tells a person."""

import sys

import pytest

from audionews.cli.report import Report
from audionews.cli.words import failure_lines, message
from audionews.model import events

LONG = "https://example.org/" + "news/" * 30


def on_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> Report:
    """Return a report whose stderr says that it is a terminal."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    return Report()


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
def test_a_progress_bar_stays_in_one_line_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    report = on_terminal(monkeypatch, columns)
    report(events.LineSpoken(source=LONG, number=3, lines=12, cached=False))
    shown = capsys.readouterr().err.removeprefix("\r\033[K")
    assert len(shown) < max(columns, 50)
    assert shown.startswith("speaking …")
    assert shown.endswith("3/12")


def test_a_short_name_is_shown_whole_in_the_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = on_terminal(monkeypatch, 80)
    report(events.LineEncoded(source="a.txt", number=1, lines=2, cached=False))
    report(events.Noticed(text="-: is held"))
    shown = capsys.readouterr().err
    assert "joining a.txt [" in shown
    assert shown.endswith("\r\033[Kstandard input: is held\n")


def test_the_hint_to_inspect_names_the_input(capsys: pytest.CaptureFixture[str]) -> None:
    read = events.ArticleRead(
        source="https://example.org/1",
        headline="خبر",
        name="feeds/my feed.xml",
        unspoken=0.2,
        longest=300,
        notable=True,
    )
    Report()(read)
    told = capsys.readouterr().err
    assert told.startswith("https://example.org/1: 20% of the characters, and lines of up to 300, are not spoken; ")
    assert told.endswith("audionews inspect 'feeds/my feed.xml'\n")


def test_messages_have_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    written = events.EpisodeWritten(
        source="a\033[2J.txt", id="1", path="1.mp3", change="new", seconds=61, spoken=1, lines=2
    )
    Report()(written)
    assert capsys.readouterr().err == "a [2J.txt: new, 1:01 min, 1 spoken, 1 from the cache\n"


@pytest.mark.parametrize(
    ("source", "what", "shown"),
    [
        ("a.txt", "a.txt is empty", "a.txt is empty"),
        ("a.jsonl#2", "line 2 of a.jsonl is no valid JSON", "line 2 of a.jsonl is no valid JSON"),
        ("a.txt", "this is empty", "a.txt: this is empty"),
        ("-", "- is empty", "standard input is empty"),
        ("-", "line 2 is half-empty", "standard input: line 2 is half-empty"),
    ],
)
def test_an_error_names_its_article_once(source: str, what: str, shown: str) -> None:
    assert failure_lines(source, what, "mend it") == f"audionews: {shown}\n  try: mend it"


def test_only_a_dash_alone_is_standard_input() -> None:
    assert [message(text) for text in ("-", "-: new", "- is empty", "-a.txt: new", "a - b")] == [
        "standard input",
        "standard input: new",
        "standard input is empty",
        "-a.txt: new",
        "a - b",
    ]
