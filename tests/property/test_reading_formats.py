"""Whatever a file holds: readers raise only the program's own errors, and each line of it ends in one place."""

import io
import zipfile
from contextlib import suppress
from itertools import islice

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.file_formats import READ, REFUSED

from audionews import app, registry
from audionews.articles.blocks import Block, Hint
from audionews.errors import ArticleError
from audionews.model import Article, Blob, Failed, Known, Place, Pointer
from audionews.ports import ArticleReader
from audionews.readers.compose import compose
from audionews.readers.docx import DocxReader
from audionews.readers.formats import sample
from audionews.readers.mail_parts import content_of
from audionews.readers.text_kinds import describe_text
from audionews.settings import Settings

READERS = registry.readers(lambda _event: None)
FILES = {**READ, **{name: content for name, (content, _) in REFUSED.items()}}
FRAGMENTS = [
    *(
        b"<p>",
        b"</",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"&#1548;",
        b"&amp;",
        b"&#xFFFFFF;",
        b"<script>",
        b"<a href=",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"\\",
        b"\\u0627",
        b"\\ud83d",
        b"\\u55357?",
        b"\\'c7",
        b"null",
        b"1e999",
        b"NaN",
        b":",
        b",",
        b"{{",
        b"%}",
    ),
    *(
        b"---\n",
        b"+++\n",
        b"# ",
        b"> ",
        b"- ",
        b"```\n",
        b"|",
        b"[^1]",
        b"\r",
        b"\n\n",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
    ),
    *(
        b"--b\n",
        b"From: x\n",
        b"=?utf-8?B?",
        b"?=",
        b"-- \n",
        b"Content-Type: multipart/mixed; boundary=b\n\n",
        b"PK\3\4",
    ),
    *(
        "ى".encode(),
        "ی".encode(),
        "\u202e".encode(),
        "اقرأ أيضا\n".encode(),
        "20 يونيو 2024\n".encode(),
        b"\xd8",
        b" " * 50,
        b"&#" + b"9" * 5000 + b";",  # Python reads no number of so many digits
        b"9" * 5000,
    ),
]


@st.composite
def damaged_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return a file of some format with some of its bytes left out, said again, replaced or put in."""
    name = draw(st.sampled_from(sorted(FILES)))
    content = FILES[name]
    blob = content if isinstance(content, bytes) else content.encode()
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(blob)))
        end = start + draw(st.sampled_from([0, 0, 1, 3, 30, 300, len(blob)]))
        inside = draw(st.sampled_from([b"", blob[start:end] * 2, *FRAGMENTS]) | st.binary(max_size=8))
        blob = blob[:start] + inside * draw(st.sampled_from([1, 1, 1, 40])) + blob[end:]
    return draw(st.sampled_from([name, *sorted(FILES)])), blob[:60_000]


def check(found: Article | Failed | Pointer) -> None:
    """Fail unless each line has one place, and a reason only if it is dropped."""
    if isinstance(found, Failed):
        assert "\n" not in f"{found.error.message}{found.error.remedy}"
    if isinstance(found, Pointer):
        assert found.url.startswith(("http://", "https://"))
        return
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    assert all((line.reason is not None) == (line.place is Place.DROPPED) for line in found.lines)
    msgspec.json.encode(found.lines)  # there are no halves of characters
    if isinstance(found, Article):
        msgspec.json.encode(found)
        assert found.headline
        assert found.body
        assert all(found.body)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@given(damaged_files())
def test_a_reader_reads_or_refuses_whatever_it_is_given(reader: ArticleReader, file: tuple[str, bytes]) -> None:
    name, content = file
    blob = Blob(content=content, name=name)
    assert 0.0 <= reader.sniff(blob, sample(blob)) <= 1.0
    refused = ""
    try:
        for found in islice(reader.read(blob, Known()), 50):
            check(found)
    except ArticleError as error:
        refused = f"{error.message}{error.remedy}"
    assert "\n" not in refused


DOCUMENT = next(content for name, content in sorted(READ.items()) if name.endswith(".docx"))
MARKUP = [
    *(b"<w:p>", b"</w:p>", b"<w:r>", b"<w:t>", b"</w:t>", b"<w:tbl>", b"<w:tr>", b"<w:tc>", b"<w:txbxContent>"),
    *(b"<w:del>", b"<w:vanish/>", b'<w:pStyle w:val="a"/>', b"<!--", b"<![CDATA[", b"&#0;", b"&a;", b"<w:sectPr/>"),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"xmlns:w", b"rId1", b'TargetMode="External"', b"../", b"/word/document.xml"),
]


@st.composite
def damaged_documents(draw: st.DrawFn) -> bytes:
    """Return a Word document with damage inside of its parts, parts left out, or damage to the archive."""
    blob = io.BytesIO()
    assert isinstance(DOCUMENT, bytes)
    with zipfile.ZipFile(io.BytesIO(DOCUMENT)) as source, zipfile.ZipFile(blob, "w") as copy:
        kept = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]
        damaged = draw(st.sets(st.sampled_from(kept), max_size=3))
        for name in kept:
            part = source.read(name)
            for _ in range(draw(st.integers(1, 3)) if name in damaged else 0):
                start = draw(st.integers(0, len(part)))
                end = start + draw(st.sampled_from([0, 0, 1, 5, 50, len(part)]))
                inside = draw(st.sampled_from([b"", part[start:end] * 2, *MARKUP]) | st.binary(max_size=5))
                part = part[:start] + inside + part[end:]
            if name not in damaged or draw(st.integers(0, 5)):
                copy.writestr(name, part)
    content = bytearray(blob.getvalue())
    for _ in range(draw(st.integers(0, 2))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content)


@given(damaged_documents())
def test_a_document_with_damaged_parts_is_read_or_refused(content: bytes) -> None:
    blob = Blob(content=content, name="a.docx")
    with suppress(ArticleError):
        for found in DocxReader().read(blob, Known()):
            check(found)


NAMES = st.text(st.characters(exclude_categories=("C", "Z")), max_size=20)


@given(damaged_files() | st.tuples(NAMES, st.binary(max_size=500)))
def test_every_input_is_an_article_or_a_failure(file: tuple[str, bytes]) -> None:
    blob = Blob(content=file[1], name=file[0])
    for read in islice(app.read_inputs([blob], Known(), Settings(), lambda _event: None), 50):
        assert isinstance(read.found, (Article, Failed))
        check(read.found)


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda some: some * 50))
def test_recognizing_any_bytes_is_without_error(content: bytes) -> None:
    blob = Blob(content=content)
    text = sample(blob)
    describe_text(text)
    assert all(0.0 <= reader.sniff(blob, text) <= 1.0 for reader in READERS)


BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(FRAGMENTS).map(lambda some: some.decode("utf-8", "replace")) | st.text(max_size=60),
        st.sampled_from(Hint),
    ),
    max_size=12,
)


@given(BLOCKS)
def test_each_block_ends_in_exactly_one_line_for_each_of_its_own(blocks: list[Block]) -> None:
    found = compose(blocks, "a", Known())
    assert [line.text for line in found.lines] == [line for block in blocks for line in block.raw.split("\n")]


@given(
    st.lists(
        st.sampled_from(
            ["-- ", "> نص", "On Monday he wrote:", "From: x", "_" * 12, "نص", "", "Begin forwarded message:"]
        )
    )
)
def test_no_line_of_a_message_is_lost(lines: list[str]) -> None:
    marked = content_of([Block(line) for line in lines], wrapped=True).blocks
    found = [line for block in marked for line in block.raw.split("\n") if line.strip()]
    quoted = all(line.startswith(">") for line in lines if line)
    assert found == [line.removeprefix("> ") if quoted else line for line in lines if line.strip()]
