"""Real pages: the text of their article is read, with its headline; pages of many articles are refused."""

import gzip
import html
import json
import re
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest
from tests.reading import articles

from audionews.arabic.letters import clean
from audionews.errors import NotAnArticle
from audionews.model import Article, Blob, Known
from audionews.readers.html import HtmlReader


def read(file: Path, given: Known | None = None) -> Article:
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    (found,) = articles(HtmlReader().read(Blob(content=content, name=file.name), given or Known()))
    return found


def likeness(one: str, other: str) -> float:
    """Return F1 of the words of two texts, each counted as often as it stands there."""
    first, second = Counter(re.findall(r"\w+", one)), Counter(re.findall(r"\w+", other))
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def test_the_text_and_the_headline_of_real_pages_are_read(shared: Path) -> None:
    folder = shared / "data" / "reading"
    cases = map(json.loads, (folder / "manifest.jsonl").read_text("utf-8").splitlines())
    scores, titles = [], []
    for case in cases:
        if not case["file"].startswith("html_arabised/"):
            continue
        found = read(folder / case["file"])
        scores.append(likeness("\n".join(found.summary + found.body), case["expected_text"]))
        titles.append(clean(found.headline) == clean(html.unescape(case["expected_title"])))
    assert mean(scores) >= 0.94
    assert mean(titles) >= 0.97


def test_a_real_article_is_read_whole_and_nothing_beside_it(shared: Path) -> None:
    found = read(shared / "data/reading/html_real/assabah_tn.html")
    spoken = "\n".join(found.body)
    assert all(text in spoken for text in ("منذ بدء", "كل المجالات", "وماذا عن حقيقة"))
    assert not any(text in spoken for text in ("كورونا يقتل", "غائم جزئيا", "إضافة تعليق جديد"))
    assert found.date is None  # only the foot of the page has one: its own day


@pytest.mark.parametrize(
    "name", ["www.todaysarabnews.com_20110208225630_index.html", "globalprovincesnews.com_20110819192331_index.html"]
)
def test_real_front_pages_are_refused(shared: Path, name: str) -> None:
    with pytest.raises(NotAnArticle, match="many articles"):
        read(shared / "data/reading/negative" / name)


def test_a_page_that_declares_no_charset_is_read(shared: Path) -> None:
    found = read(shared / "data/reading/negative/chardet_windows-1256.html", Known(headline="عنوان"))
    assert (found.charset, found.body[0][:6]) == ("cp1256", "أعلنت ")
