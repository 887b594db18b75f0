"""Real articles: nothing of their text is lost, nothing around it is read out."""

import html
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.reading import read_text

from audionews.arabic.letters import clean
from audionews.model import Article, Place, Reason
from audionews.readers.charset import decode


def read(text: str) -> Article:
    return read_text(text)


def cases(shared: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (file, title, text) of the articles whose title and text are known."""
    folder = shared / "data" / "reading"
    for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        text = case.get("expected_text")
        if case["file"].startswith("sna/"):
            text = json.loads((folder / case["file"]).read_text("utf-8"))["content"]
        if text:
            yield case["file"], html.unescape(case["expected_title"]), html.unescape(text)


def without_spaces(text: str) -> str:
    return "".join(clean(text).split())


def test_no_word_of_a_real_article_is_lost(shared: Path) -> None:
    read_out = 0
    for file, title, text in cases(shared):
        article = read(f"{title}\n\n{text}")
        assert article.headline == clean(title).removeprefix("عام / "), file
        heard = without_spaces(" ".join(article.summary + article.body))
        aside = [
            line.text
            for line in article.lines
            if line.place in {Place.BYLINE, Place.DATE} or line.reason in {Reason.TAIL, Reason.WIRE}
        ]
        pieces = [piece for line in article.lines if line.place is Place.BODY for piece in line.unspoken]
        assert len(" ".join(aside + pieces)) < 100, file
        asides = {without_spaces(line) for line in aside}
        whole = "".join(part for part in map(without_spaces, text.splitlines()) if part not in asides)
        for piece in map(without_spaces, pieces):
            whole = whole.replace(piece, "", 1)
        assert heard == whole.removeprefix("-"), file
        read_out += 1
    assert read_out == 40


@pytest.mark.parametrize(
    ("file", "headline", "published", "paragraphs"),
    [
        ("aawsat_4090876", "السعودية: تمديد الدعم الإضافي لمستفيدي «حساب المواطن» 3 أشهر", None, 2),
        (
            "arabkhabar_1144522",
            "وزير الخارجية الأسبق: مجازر الاحتلال بغزة ستظل نقطة سوداء في ضمير العالم",
            date(2023, 11, 10),
            2,
        ),
        ("elmadena_14420", "محمد العرابي: واثق من صمود الفلسطينيين للدفاع عن أرضهم", date(2025, 9, 18), 2),
    ],
)
def test_a_pasted_page_gives_headline_date_and_paragraphs(
    shared: Path, file: str, headline: str, published: date | None, paragraphs: int
) -> None:
    article = read((shared / "data" / "reading" / "pasted" / f"{file}.txt").read_text("utf-8"))
    assert article.headline == headline
    assert (article.date and article.date.date()) == published
    assert len(article.body) == paragraphs


def test_a_page_in_windows_1256_without_a_word_about_it_is_known_as_such(shared: Path) -> None:
    blob = (shared / "data" / "reading" / "negative" / "chardet_windows-1256.html").read_bytes()
    assert decode(blob, "-").charset == "cp1256"
