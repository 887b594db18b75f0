import re
from datetime import datetime
from pathlib import Path

import pytest
from tests.reading import read_text

from audionews.errors import (
    ArticleError,
    Binary,
    Empty,
    NoBody,
    NoHeadline,
    NotArabic,
    NotText,
    TooLarge,
    UnknownFormat,
)
from audionews.model import Article, Blob, Place, Reason
from audionews.ports import ArticleReader
from audionews.readers.text import TextReader
from audionews.readers.text_kinds import describe_text
from audionews.sources.files import LIMIT

BODY = "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما."
ENGLISH = "The town opened a public library in its old centre on Thursday, the first one in twenty years."
PERSIAN = "شهرداری امروز یک کتابخانه در مرکز شهر گشود که نخستین کتابخانه در بیست سال گذشته است."


def read(text: str, headline: str = "") -> Article:
    return read_text(text, headline)


def test_the_reader_is_an_article_reader() -> None:
    assert isinstance(TextReader(), ArticleReader)


def test_an_article_has_all_that_its_lines_say() -> None:
    head = "عودة الكتاب إلى المدينة\n\nنُشر: 20 يونيو 2024\nكتب: أحمد علي\nسوق في المدينة (غيتي)\n- نقطة"
    article = read(f"{head}\n\n{BODY}\n\nالمساهمون")
    assert article.headline == "عودة الكتاب إلى المدينة"
    assert article.date == datetime(2024, 6, 20)  # noqa: DTZ001 - article dates are naive
    assert article.byline == "أحمد علي"
    assert article.captions == ("سوق في المدينة (غيتي)",)
    assert article.summary == ("نقطة",)
    assert article.body == (BODY,)
    assert (article.source, article.language, article.charset) == ("a.txt", "ar", "utf-8")
    assert [line.number for line in article.lines] == list(range(1, 11))
    assert article.lines[9].place is Place.DROPPED
    assert article.lines[9].reason is Reason.TAIL


def test_lines_are_kept_as_they_came() -> None:
    article = read(f" عودة \u200fالكتاب\t\r\n{BODY}\r\n")
    assert article.lines[0].text == " عودة \u200fالكتاب\t"
    assert article.headline == "عودة الكتاب"


def test_a_few_control_characters_do_not_make_a_file_binary() -> None:
    assert read(f"عودة الكتاب\x00\x07\n\u202b{BODY}\u202c").body == (BODY,)


def test_the_date_of_publication_goes_before_the_date_of_an_update() -> None:
    article = read(f"عودة الكتاب\nآخر تحديث: 21 يونيو 2024\nنشر: 20 يونيو 2024\n{BODY}")
    assert article.date == datetime(2024, 6, 20)  # noqa: DTZ001 - in the zone of the show
    only = read(f"عودة الكتاب\nآخر تحديث: 21 يونيو 2024\n{BODY}")
    assert only.date == datetime(2024, 6, 21)  # noqa: DTZ001 - in the zone of the show


def test_the_date_of_a_caption_is_not_the_article_s() -> None:
    assert read(f"عودة الكتاب\nسوق في المدينة، 19 يونيو 2024 (غيتي)\n{BODY}").date is None


def test_a_given_headline_is_cleaned_and_taken() -> None:
    article = read(BODY, " عودة\u200f  الكتاب ")
    assert article.headline == "عودة الكتاب"
    assert article.body == (BODY,)


def test_windows_text_is_read_and_its_charset_kept() -> None:
    article = read_text(f"عودة الكتاب في المدينة\n{BODY}".encode("cp1256"))
    assert article.body == (BODY,)
    assert article.charset == "cp1256"


def test_utf16_with_a_mark_is_text() -> None:
    article = read_text(f"عودة الكتاب\n{BODY}".encode("utf-16"))
    assert article.body == (BODY,)


@pytest.mark.parametrize("blob", [b"", b"\n \t\n", "\ufeff".encode(), "\u200f\u200b\n".encode()])
def test_an_empty_file_is_refused(blob: bytes) -> None:
    with pytest.raises(Empty, match=r"a\.txt is empty"):
        read_text(blob)


@pytest.mark.parametrize(
    ("blob", "what"),
    [
        (b"ID3\x04" + bytes(200), "an MP3 file"),
        (b"\xff\xfb\x90\x44" + bytes(200), "an MP3 file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "a picture"),
        (b"RIFF....WAVE", "a sound or picture file"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04 docx", "an archive"),
        (b"PK\x03\x04....word/document.xml", "a damaged Word document"),
        (bytes(range(256)) * 8, "a binary file"),
        (bytes(100), "a binary file"),
        (b"\x00\x01\xfe", "a binary file"),
        ("кириллица и кириллица".encode("utf-16-le"), "a binary file"),
    ],
    ids=range(12),
)
def test_a_file_that_is_no_text_is_refused_by_its_kind(blob: bytes, what: str) -> None:
    with pytest.raises(Binary, match=rf"^a\.txt is {what}, not an article$"):
        read_text(blob)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<!DOCTYPE html><html>", "a web page"),
        ("\ufeff<!-- saved from url=(0031)https://example.org/ -->\n<html>", "a web page"),
        ("WEBVTT\n\n00:00.000 --> 00:02.000\nخبر", "a file of subtitles (WebVTT)"),
        ("1\n00:00:01,000 --> 00:00:02,000\nخبر\n", "a file of subtitles (SubRip)"),
        ("title,body\nخبر,نص", "a table (CSV)"),
        ("العنوان;النص;التاريخ\nخبر;نص;اليوم\nخبر;نص;أمس\n", "a table (CSV)"),
        ('{"title": "خبر"}', "JSON"),
        ('[\n {"title": "خبر"}]', "JSON"),
        ('<?xml version="1.0"?><x>خبر</x>', "XML"),
        ("title: خبر\ndate: 2025-01-02\nbody: نص", "a YAML file"),
        ("{\\rtf1\\ansi خبر}", "a document in Rich Text Format"),
        ("\\documentclass{article}\nخبر", "a LaTeX document"),
        ("[b]خبر[/b]", "a post in BBCode"),
        ("== خبر ==\nنص", "a page of a wiki"),
        ("BEGIN:VCALENDAR", "a calendar or an address card"),
    ],
)
def test_markup_and_data_are_refused_by_their_kind_whatever_the_name_says(text: str, what: str) -> None:
    with pytest.raises(UnknownFormat, match=re.escape(f"a.txt is {what} that no reader knows")):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "[صور] افتتاح المكتبة\n",
        "«خبر: نص»\n",
        "2024: عام المكتبات\n",
        "نتائج: 3-1; 2-0; 1-1\nنتائج: 3-1, 2-0\n",
        "- نقطة\n- نقطة\n",
        "خبر, نص, ثم نص, وخبر\n",
    ],
)
def test_plain_text_with_such_signs_is_no_markup(text: str) -> None:
    assert describe_text(f"{text}{BODY}\n{BODY}") is None


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(TooLarge, match=r"^a\.txt is larger than 10 MB$"):
        read_text(b"x" * (LIMIT + 1))


def test_a_text_that_is_not_arabic_is_refused() -> None:
    with pytest.raises(NotArabic, match="only 0% of the letters"):
        read(ENGLISH)
    with pytest.raises(NotArabic, match="Persian or Urdu"):
        read(PERSIAN)
    with pytest.raises(NotArabic):
        read("123 456")


def test_latin_names_do_not_make_a_text_foreign() -> None:
    assert read(f"شركة OpenSky تعلن أرباحها\n{BODY} (BBC, Reuters)").headline == "شركة OpenSky تعلن أرباحها"


def test_no_headline_is_an_error_that_names_the_cure() -> None:
    with pytest.raises(NoHeadline) as caught:
        read(BODY)
    assert "--headline" in caught.value.remedy
    with pytest.raises(NoHeadline):
        read(BODY, "\u200f ")


def test_a_headline_alone_is_no_article() -> None:
    with pytest.raises(NoBody):
        read("عودة الكتاب إلى المدينة\n20 يونيو 2024\nشارك")


@pytest.mark.parametrize("kind", [Empty, Binary, TooLarge, NotArabic, NoHeadline, NoBody])
def test_each_refusal_is_an_article_error_of_its_own(kind: type[ArticleError]) -> None:
    assert issubclass(kind, ArticleError)
    assert kind.exit_code == 65


def test_files_that_are_no_text_are_of_one_family() -> None:
    assert all(issubclass(kind, NotText) for kind in (Empty, Binary, TooLarge))


def test_sniffing_tells_how_surely_it_is_a_pasted_article() -> None:
    reader = TextReader()
    named, unnamed = (reader.sniff(Blob(content=BODY.encode(), name=name), BODY) for name in ("a.txt", "-"))
    assert named > unnamed > reader.sniff(Blob(content=ENGLISH.encode()), ENGLISH) > 0
    assert reader.sniff(Blob(content=BODY.encode(), media_type="text/plain"), BODY) == named
    assert reader.sniff(Blob(content=b"\x89PNG\r\n", name="a.txt"), "") == 0.0
    assert reader.sniff(Blob(content=b"<html>", name="a.txt"), "<html>") == 0.0


def test_the_article_of_al_araby_al_jadeed_is_read_as_a_reader_would(shared: Path) -> None:
    blob = (shared / "articles" / "alaraby-2024-06-20.txt").read_bytes()
    article = read_text(blob, name="alaraby")
    assert article.headline == "هنية يبحث مع وزير الخارجية الإيراني جهود وقف الحرب على غزة"
    assert article.date == datetime(2024, 6, 20)  # noqa: DTZ001 - in the zone of the show
    assert article.captions == ("إسماعيل هنية خلال لقائه علي باقري كني في الدوحة، 19 يونيو 2024 (تليغرام)",)
    assert (len(article.summary), len(article.body)) == (3, 6)
    dropped = [(line.text, line.reason) for line in article.lines if line.place is Place.DROPPED and line.text]
    assert dropped == [
        ("+ الخط -", Reason.CHROME),
        ("اظهر الملخص", Reason.CHROME),
        ("المساهمون", Reason.TAIL),
    ]
