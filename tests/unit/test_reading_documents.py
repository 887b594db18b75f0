"""Word documents and Rich Text: all that is written comes out, in order, as it reads with all changes accepted."""

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from tests.reading import read_all

from audionews.errors import Binary, TooLarge
from audionews.model import Article, Blob, Place
from audionews.readers.docx import DocxReader
from audionews.readers.rtf import RtfReader

LEAD = "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما."
QUOTE = "وقال رئيس البلدية إن المكتبة تضم ثلاثين ألف كتاب وقاعة للأطفال وأخرى للمحاضرات."


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(document: Document) -> Article:
    (article,) = read_all(DocxReader(), Blob(content=saved(document), name="a.docx"))
    return article


def rtf(text: str) -> bytes:
    return ("{\\rtf1\\ansi\\ansicpg1256\\deff0 " + text + "}").encode("ascii")


def test_a_word_document_is_read_in_order() -> None:
    document = docx.Document()
    document.add_heading("عودة الكتاب إلى المدينة", 0)
    document.add_paragraph(LEAD)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("النوع", "العدد", "كتب", "300"), strict=True
    ):
        cell.text = text
    document.add_paragraph(QUOTE)
    document.sections[0].header.paragraphs[0].text = "صحيفة المدينة"
    article = read(document)
    assert article.headline == "عودة الكتاب إلى المدينة"
    assert article.body[0] == LEAD
    assert article.body[-1] == QUOTE
    assert "صحيفة المدينة" not in article.body
    texts = [line.text for line in article.lines]
    assert "صحيفة المدينة" in texts
    assert texts.index("النوع | العدد") < texts.index("كتب | 300") < texts.index(QUOTE)


def test_deleted_text_is_left_out_and_inserted_text_is_read() -> None:
    document = docx.Document()
    document.add_heading("عودة الكتاب إلى المدينة", 0)
    paragraph = document.add_paragraph("افتتحت البلدية مكتبة ")
    for tag, kind, text in (("w:ins", "w:t", "عامة"), ("w:del", "w:delText", "خاصة")):
        change, run, written = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(kind)
        written.text = text
        run.append(written)
        change.append(run)
        paragraph._p.append(change)  # noqa: SLF001 - the package has no call for it
    paragraph.add_run(" في وسط المدينة القديمة بعد عشرين عاما من الانتظار.")
    assert read(document).body == ("افتتحت البلدية مكتبة عامة في وسط المدينة القديمة بعد عشرين عاما من الانتظار.",)


def test_a_line_break_within_a_paragraph_ends_a_line() -> None:
    document = docx.Document()
    document.add_heading("عودة الكتاب", 0)
    document.add_paragraph(LEAD + "\n" + QUOTE)
    assert read(document).body == (LEAD, QUOTE)


def test_text_in_a_box_is_read_after_its_paragraph() -> None:
    document = docx.Document()
    document.add_heading("عودة الكتاب", 0)
    paragraph = document.add_paragraph(LEAD)
    box, inner, run, text = (OxmlElement(tag) for tag in ("w:txbxContent", "w:p", "w:r", "w:t"))
    text.text = QUOTE
    run.append(text)
    inner.append(run)
    box.append(inner)
    paragraph.add_run()._r.append(box)  # noqa: SLF001 - the package has no call for it
    assert read(document).body == (LEAD, QUOTE)
    assert [each.get(qn("w:val")) for each in box] == [None]


@pytest.mark.parametrize("content", [b"PK\x03\x04....word/document.xml", b"PK\x03\x04"])
def test_a_damaged_document_is_refused(content: bytes) -> None:
    assert DocxReader().sniff(Blob(content=content), "") == 0.0
    with pytest.raises(Binary, match="is a damaged Word document"):
        read_all(DocxReader(), Blob(content=content, name="a.docx"))


def test_an_archive_that_unpacks_to_far_more_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    assert len(file.getvalue()) < 100_000
    with pytest.raises(TooLarge):
        read_all(DocxReader(), Blob(content=file.getvalue(), name="a.docx"))


def test_other_archives_are_not_taken_for_a_document() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
    assert DocxReader().sniff(Blob(content=file.getvalue()), "") == 0.0


@pytest.mark.parametrize("form", ["charset", "unicode"])
def test_rich_text_is_read_in_both_ways_of_writing_arabic(form: str) -> None:
    def written(text: str) -> str:
        if form == "unicode":
            return "".join(f"\\u{ord(char)}?" for char in text)
        return "".join(f"\\'{byte:02x}" for byte in text.encode("cp1256"))

    content = rtf(f"{{\\b {written('عودة الكتاب إلى المدينة')}}}\\par {written(LEAD)}\\par ")
    (article,) = read_all(RtfReader(), Blob(content=content, name="a.rtf"))
    assert (article.headline, article.body) == ("عودة الكتاب إلى المدينة", (LEAD,))
    assert RtfReader().sniff(Blob(content=content), "") == 1.0
    assert not any(line.place is Place.DROPPED and line.text.strip() for line in article.lines)
