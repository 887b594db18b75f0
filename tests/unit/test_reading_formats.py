"""Each file format is read without its markup, or refused by its name with what to do; the file's name says nothing."""

import json
import os
import re
import subprocess
import sys

import pytest
from tests.file_formats import BODY, HEADLINE, READ, REFUSED, TEXT

from audionews import app
from audionews.app import Failed
from audionews.model import Article, Blob, Known
from audionews.readers.text_kinds import describe_text
from audionews.settings import Settings


def found_in(content: str | bytes, name: str) -> Article | Failed:
    """Return what the program finds in a file."""
    blob = Blob(content=content if isinstance(content, bytes) else content.encode(), name=name)
    (read,) = app.read_inputs([blob], Known(), Settings(), lambda _event: None)
    return read.found


@pytest.mark.parametrize("name", READ)
def test_a_format_that_holds_an_article_is_read_without_its_markup(name: str) -> None:
    article = found_in(READ[name], name)
    assert isinstance(article, Article), article
    assert article.headline == HEADLINE
    assert article.body[: len(BODY)] == BODY


@pytest.mark.parametrize("name", REFUSED)
def test_another_format_is_refused_by_its_name_with_what_to_do(name: str) -> None:
    content, what = REFUSED[name]
    failed = found_in(content, name)
    assert isinstance(failed, Failed)
    assert failed.error.exit_code == 65
    assert re.search(what, failed.error.message), failed.error.message
    assert failed.error.remedy


@pytest.mark.parametrize(
    "line",
    [
        "[صور] افتتاح المكتبة",
        "(1) أولا: كذا [تصحيح]",
        "السعر = 3.75 ريال",
        "USD = 3.75",
        "https://example.org/a_b?c=[1]",
        "#مكتبة #كتب @library",
        "2024: عام المكتبات | الجزء 2",
        "----------",
        "__________",
        "***",
        "// انتهى //",
        "10:30 - 11:00 افتتاح",
        "قال: «نعم»; ثم مضى.",
        "«1» {2} <3>",
        "p. 45",
        "Subject: خبر",
        "C:\\new\\table",
        "a, b, c",
    ],
)
def test_a_line_with_such_signs_does_not_make_an_article_another_format(line: str) -> None:
    assert describe_text(f"{TEXT}\n{line}\n{BODY[0]}") is None
    assert describe_text(f"{line}\n{TEXT}") is None


def test_reading_a_plain_text_imports_no_other_reader_s_package() -> None:
    code = (
        "import json, sys; from audionews import app; from audionews.model import Blob, Known; "
        "from audionews.settings import Settings; blob = Blob(content=sys.stdin.buffer.read(), name='a.txt'); "
        "(read,) = app.read_inputs([blob], Known(), Settings(), lambda _event: None); assert read.found.body; "
        "print(json.dumps(sorted(sys.modules)))"
    )
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run([sys.executable, "-c", code], input=TEXT.encode(), capture_output=True, check=True, env=plain)
    modules = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert (
        modules & {"cssselect", "docx", "hijridate", "httpx", "lxml", "markdown_it", "striprtf", "trafilatura", "yaml"}
        == set()
    )
