"""Word documents and Rich Text: all that is written comes out, in order, as it reads with all changes accepted."""

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from tests.reading import read_all

from audionews.articles.blocks import Block
from audionews.errors import Binary, TooLarge
from audionews.model import Article, Blob, Failed, Known, Place
from audionews.readers.compose import compose
from audionews.readers.docx import DocxReader
from audionews.readers.limits import MOST_IN_INPUT
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


def test_the_paragraphs_in_a_table_that_only_lays_out_are_paragraphs() -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "عودة الكتاب إلى المدينة"
    for text in (LEAD, QUOTE, f"{LEAD} {QUOTE} {LEAD}"):
        outer.cell(0, 0).add_paragraph(text)
    outer.cell(0, 1).text = "جانب"
    inner = document.add_table(rows=1, cols=1).cell(0, 0).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = f"{QUOTE} مرة أخرى."
    texts = [line.text for line in read(document).lines if line.text]
    assert texts == ["عودة الكتاب إلى المدينة", LEAD, QUOTE, f"{LEAD} {QUOTE} {LEAD}", "جانب", f"{QUOTE} مرة أخرى."]


def test_hidden_text_is_not_read_and_points_of_a_list_are() -> None:
    document = docx.Document()
    document.add_heading("عودة الكتاب إلى المدينة", 0)
    paragraph = document.add_paragraph(LEAD)
    paragraph.add_run(" سر").font.hidden = True
    paragraph.add_run(" علن.").font.hidden = False
    point = document.add_paragraph("نقطة من القائمة")
    point._p.get_or_add_pPr().append(OxmlElement("w:numPr"))  # noqa: SLF001 - the package has no call for it
    assert read(document).body == (f"{LEAD} علن.", "نقطة من القائمة")


def test_footnotes_are_shown_and_not_spoken() -> None:
    document = docx.Document()
    document.add_heading("عودة الكتاب إلى المدينة", 0)
    document.add_paragraph(LEAD)
    note = f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>حاشية</w:t></w:r></w:p></w:footnote></w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", note.encode(), document.part.package)
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    article = read(document)
    assert article.body == (LEAD,)
    assert [line.why for line in article.lines if line.text == "حاشية"] == ["footnote"]


def test_rich_text_in_8_bits_is_read_and_what_is_hidden_in_it_is_not() -> None:
    text = f"عودة الكتاب إلى المدينة\\par {LEAD}{{\\v سر}}{{\\deleted محذوف}}\\par "
    content = b"{\\rtf1\\ansi\\ansicpg1256 " + text.encode("cp1256") + b"}"
    (article,) = read_all(RtfReader(), Blob(content=content, name="a.rtf"))
    assert (article.headline, article.body) == ("عودة الكتاب إلى المدينة", (LEAD,))


def test_damaged_rich_text_is_refused() -> None:
    with pytest.raises(Binary, match="is a damaged document"):
        read_all(RtfReader(), Blob(content=b"{\\rtf1 \\u99999999999?}", name="a.rtf"))


def test_a_text_that_no_article_is_so_long_as_is_refused() -> None:
    found = compose([Block("ا" * (MOST_IN_INPUT + 1))], "a", Known())
    assert isinstance(found, Failed)
    assert isinstance(found.error, TooLarge)
