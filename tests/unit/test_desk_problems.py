"""Every error that an editor can meet is told in Arabic, with the English of the library at hand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from audionews import errors
from audionews.articles.editing import article_of
from audionews.desk import problem_words
from audionews.desk.problems import Problem, notice_in_arabic, problem_of, problem_told

ROOT = Path(__file__).parents[2] / "src/audionews"
ARABIC = re.compile("[\u0621-\u064a]")
LATIN = re.compile("[A-Za-z]{3,}")


def kinds(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for each in kind.__subclasses__():
        yield from kinds(each)


def raised() -> Iterator[tuple[str, str]]:
    """Yield the kind and the message of every UsageError that the desk itself raises, with 1 in place of its facts."""
    files = [*(ROOT / "desk").glob("*.py"), *(ROOT / "app").glob("desk*.py"), ROOT / "sync/inbox.py"]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "UsageError":
                message = node.args[0]
                if isinstance(message, ast.Constant):
                    yield file.name, str(message.value)
                if isinstance(message, ast.JoinedStr):
                    parts = (str(part.value) if isinstance(part, ast.Constant) else "1" for part in message.values)
                    yield file.name, "".join(parts)


# What only a forged form can bring about, or the command line
FORGED = {"there is no place 1", "there is no scope 1", "no line is put into the place 1", "1 is no place of a word"}


@pytest.mark.parametrize("kind", sorted({each.__name__ for each in kinds(errors.AudionewsError)}))
def test_every_kind_of_error_has_arabic_words(kind: str) -> None:
    if getattr(errors, kind, None):
        title, remedy = problem_words.KINDS[kind]
        assert ARABIC.search(title)
        assert ARABIC.search(remedy)
        assert not LATIN.search(title + remedy)


def test_what_the_desk_says_itself_is_said_in_arabic() -> None:
    found = {message for _, message in raised()} - FORGED
    assert len(found) > 15
    for message in found:
        quoted = message.replace("1 is no time", "'1' is no time")
        problem = problem_told("UsageError", quoted)
        assert ARABIC.search(problem.what), message
        assert problem.original == quoted


def test_an_error_is_told_with_its_facts() -> None:
    with pytest.raises(errors.NoHeadline) as none:
        article_of((), None, "-")
    assert problem_of(none.value) == Problem(
        "لا سطر فيه يصلح عنوانًا",
        "",
        "اختر سطرًا عنوانًا في صفحة السطور.",
        "no line of the pasted text is the headline → choose one",
    )
    told = problem_told("NotArabic", "only 2% of the letters in - are Arabic", "give an article in Arabic")
    assert told.what == "2% فقط من حروف النص الملصق عربية."
    assert told.original.startswith("only 2% of the letters in the pasted text are Arabic → give")


def test_an_error_of_a_plug_in_is_told_by_its_nearest_kind() -> None:
    class Own(errors.EngineError):
        """Of a plug-in."""

    assert problem_of(Own("x", "y")).title == "تعذّر النطق"
    assert problem_told("", "strange").title == "تعذّر ذلك"


def test_a_notice_is_told_in_arabic_if_there_are_words_for_it() -> None:
    assert notice_in_arabic('a.txt: "كتب" has a fixed reading, but is no longer in its place').startswith(
        "لم تعد «كتب»"
    )
    assert notice_in_arabic("it is to be reviewed") == "صحيفته تريد مراجعته قبل النشر"
    assert notice_in_arabic("something new") == ""


def test_no_pattern_hides_another() -> None:
    texts = [what for _, what, _ in problem_words.MESSAGES]
    assert len(set(texts)) == len(texts)
