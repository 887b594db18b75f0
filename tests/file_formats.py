"""One invented article in every format that newsrooms have, for the tests of readers."""

import base64
import gzip
import io
import json
import quopri
import zipfile

import docx

HEADLINE = "مجلس المدينة يقر خطة لتوسيع شبكة الحافلات الكهربائية"
BODY = (
    "أقر مجلس مدينة الواحة مساء الثلاثاء خطة لتوسيع شبكة الحافلات الكهربائية خلال ثلاث سنوات، بأربعين مليون دينار.",
    "وقال رئيس المجلس خالد المنصوري إن الخطة تضيف ستة خطوط جديدة تصل الأحياء الشرقية بمحطة القطار وبالجامعة.",
    "ورحبت جمعية سكان الأحياء الشرقية بالقرار، لكنها طالبت بأن تكون أسعار التذاكر في متناول الطلاب وكبار السن.",
)
DATE = "2025-03-11T18:30:00+03:00"
TEXT = "\n\n".join((HEADLINE, *BODY))
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
PAGE = (
    f'<!DOCTYPE html>\n<html lang="ar"><head><meta charset="utf-8"><title>{HEADLINE} | الواحة</title>'
    f'<meta property="og:type" content="article"></head><body><nav><a href="/">الرئيسية</a></nav>'
    f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article></body></html>\n"
)
_SUBJECT = f"=?utf-8?B?{base64.b64encode(HEADLINE.encode()).decode()}?="
_MAIL = f"From: leila@example.org\nSubject: {_SUBJECT}\nMIME-Version: 1.0\n"
_LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "articleBody": "\n".join(BODY),
    "url": "https://example.org/1",
}
_RSS = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>الواحة</title><item>'
    f"<title>{HEADLINE}</title><guid>1</guid><content:encoded><![CDATA[{PARAGRAPHS}{PARAGRAPHS}]]></content:encoded>"
    "</item></channel></rss>"
)


def as_json(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def archive(*parts: tuple[str, str]) -> bytes:
    """Return a ZIP archive; a part that is called mimetype is not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def word_document() -> bytes:
    document = docx.Document()
    document.add_heading(HEADLINE, 0)
    for paragraph in BODY:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rich_text() -> str:
    lines = ("".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in line) for line in (HEADLINE, *BODY))
    return "{\\rtf1\\ansi\\ansicpg1252\\uc1 " + "\\par\n".join(lines) + "\\par}"


def _saved_page() -> str:
    page = quopri.encodestring(PAGE.encode()).decode()
    return (
        "From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nSnapshot-Content-Location: https://example.org/1\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n'
        f"Content-Transfer-Encoding: quoted-printable\n\n{page}\n--b--\n"
    )


READ: dict[str, str | bytes] = {
    "a.txt": f"{TEXT}\n",
    "no-suffix": f"{TEXT}\n",
    "unknown.suffix": f"{TEXT}\n",
    "text-as.html": f"{TEXT}\n",
    "text-as.md": f"{TEXT}\n",
    "text-as.json": f"{TEXT}\n",
    "text-as.xml": f"{TEXT}\n",
    "text-as.docx": f"{TEXT}\n",
    "text-as.csv": f"{TEXT}\n",
    "cp1256.txt": TEXT.encode("cp1256"),
    "iso-8859-6.txt": TEXT.encode("iso-8859-6"),
    "utf-16.txt": TEXT.encode("utf-16"),
    "utf-16-without-mark.txt": TEXT.encode("utf-16-le"),
    "utf-32.txt": TEXT.encode("utf-32"),
    "seen-wrongly.txt": TEXT.encode().decode("cp1256", "replace"),
    "entities.txt": TEXT.replace("،", "&#1548;"),
    "page.html": PAGE,
    "page.xhtml": '<?xml version="1.0"?>\n' + PAGE.replace("<html ", '<html xmlns="http://www.w3.org/1999/xhtml" '),
    "page-saved.html": "\ufeff<!-- saved from url=(0023)https://example.org/1 -->\n" + PAGE,
    "page-late-letters.html": PAGE.replace("<body>", f"<body><!--{'x' * 24_800}-->").encode("cp1256"),
    "page-utf-16.html": PAGE.replace("<body>", f"<body><!--{'x' * 24_800}-->").encode("utf-16-le"),
    "page-as.txt": PAGE,
    "page-as.json": PAGE,
    "page.mhtml": _saved_page(),
    "fragment.html": f"<h1>{HEADLINE}</h1>\n{PARAGRAPHS}",
    "fragment.txt": f"<p>{HEADLINE}</p>\n{PARAGRAPHS}",
    "a.md": f"# {HEADLINE}\n\n**{BODY[0]}**\n\n{BODY[1]}[^1]\n\n> {BODY[2]}\n\n[^1]: حاشية\n\n{{{{ site.code }}}}\n",
    "markdown-as.txt": f"# {HEADLINE}\n\n**{BODY[0]}**\n\n" + "\n\n".join(BODY[1:]),
    "front-matter.md": f'---\ntitle: "{HEADLINE}"\ndate: {DATE}\n---\n\n' + "\n\n".join(BODY),
    "front-matter-as.txt": f'---\r\ntitle: "{HEADLINE}"\r\ndate: {DATE}\r\n---\r\n\r\n' + "\r\n\r\n".join(BODY),
    "front-matter-toml.md": f'+++\ntitle = "{HEADLINE}"\ndate = {DATE}\n+++\n\n' + "\n\n".join(BODY),
    "front-matter-json.md": as_json({"title": HEADLINE, "date": DATE}, indent=1) + "\n\n" + "\n\n".join(BODY),
    "a.docx": word_document(),
    "docx-as.txt": word_document(),
    "a.rtf": rich_text(),
    "rtf-as.doc": rich_text(),
    "own.json": as_json({"headline": HEADLINE, "body": BODY, "date": DATE}),
    "own-as.txt": as_json({"headline": HEADLINE, "body": BODY}),
    "own-escaped.json": json.dumps({"headline": HEADLINE, "body": BODY}),
    "export.json": "\ufeff" + as_json({"id": 1, "title": HEADLINE, "content": PARAGRAPHS}, indent=2),
    "lines.jsonl": as_json({"title": HEADLINE, "body": "\n".join(BODY)}) + "\n",
    "linked.json": as_json(_LINKED, indent=2),
    "linked.jsonld": as_json({"@context": "https://schema.org", "@graph": [{"@type": "Organization"}, _LINKED]}),
    "a.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n{_RSS}',
    "feed-as.txt": _RSS,
    "plain.eml": f"{_MAIL}Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(BODY),
    "base64.eml": f"{_MAIL}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes("\n\n".join(BODY).encode()).decode(),
    "html.eml": f"{_MAIL}Content-Type: text/html; charset=utf-8\n\n<html><body>{PARAGRAPHS}</body></html>",
    "mail-as.txt": f"{_MAIL}Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(BODY),
}

_ROWS = (("العنوان", "النص", "اليوم"), (HEADLINE, BODY[0], "الثلاثاء"), ("خبر آخر", BODY[1], "الأربعاء"))
_CUES = tuple(zip(("00:00:01", "00:00:04", "00:00:08"), BODY, strict=True))

REFUSED: dict[str, tuple[str | bytes, str]] = {  # and what the message calls it
    "front-matter-open.md": (f"---\ntitle: {HEADLINE}\n\n{BODY[0]}\n{BODY[1]}\n", "the front matter of .* has no end"),
    "front-matter-only.md": (f"---\ntitle: {HEADLINE}\n---\n", "nothing .* but the headline"),
    "directive.rst": (f"{HEADLINE}\n=====\n\n.. note::\n\n   {BODY[0]}\n\n{BODY[1]}\n", "a reStructuredText document"),
    "link.rst": (f"{HEADLINE}\n\n{BODY[0]} `هنا <https://example.org>`_\n\n{BODY[1]}\n", "a reStructuredText document"),
    "a.org": (f"#+TITLE: {HEADLINE}\n\n{BODY[0]}\n", "an Org document"),
    "drawer.org": (f"* {HEADLINE}\n:PROPERTIES:\n:ID: 1\n:END:\n{BODY[0]}\n", "an Org document"),
    "a.wiki": (f"== {HEADLINE} ==\n{BODY[0]}\n", "a page of a wiki"),
    "infobox.wiki": (f"{{{{معلومات|اسم=خط}}}}\n{BODY[0]}\n", "a page of a wiki"),
    "links.wiki": (f"{HEADLINE}\n{BODY[0]} '''مهم''' [[مدينة|المدينة]]<ref>مصدر</ref>\n", "a page of a wiki"),
    "a.adoc": (f"= {HEADLINE}\n:toc:\n\n{BODY[0]}\n", "an AsciiDoc document"),
    "a.textile": (f"h1. {HEADLINE}\n\n{BODY[0]}\n", "a Textile document"),
    "a.bbcode": (f"{HEADLINE}\n[center]{BODY[0]}[/center]\n", "a post in BBCode"),
    "a.tex": (f"\\documentclass{{article}}\n\\begin{{document}}\n{BODY[0]}\n\\end{{document}}\n", "a LaTeX document"),
    "part.tex": (f"{HEADLINE}\n\n\\emph{{{BODY[0]}}}\n\n\\textbf{{{BODY[1]}}}\n", "a LaTeX document"),
    "a.1": (f".TH X 1\n.SH {HEADLINE}\n{BODY[0]}\n", "a manual page"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "a document of an old office program"),
    "cut.docx": (word_document()[:10_000], "a damaged Word document"),
    "a.odt": (archive(("mimetype", "application/vnd.oasis.opendocument.text")), "an OpenDocument file"),
    "a.epub": (archive(("mimetype", "application/epub+zip")), "an e-book"),
    "a.xlsx": (archive(("xl/workbook.xml", "")), "a spreadsheet"),
    "a.pptx": (archive(("ppt/presentation.xml", "")), "a presentation"),
    "a.pages": (archive(("Index/Document.iwa", "")), "a Pages document"),
    "a.zip": (archive(("a.txt", TEXT)), "an archive"),
    "a.gz": (gzip.compress(TEXT.encode()), "a compressed file"),
    "a.tar": (b"a.txt".ljust(257, b"\0") + b"ustar" + bytes(250), "an archive"),
    "a.pdf": (b"%PDF-1.7\n1 0 obj\n", "a PDF document"),
    "pdf-after-a-line.txt": (b"\n%PDF-1.4\n1 0 obj\n", "a PDF document"),
    "a.mp3": (b"ID3\x04" + bytes(300), "an MP3 file"),
    "a.mp4": (b"\0\0\0\x18ftypmp42" + bytes(100), "a video, sound or picture file"),
    "a.png": (b"\x89PNG\r\n\x1a\n" + bytes(300), "a picture"),
    "a.bin": (bytes(range(256)) * 4, "a binary file"),
    "a.csv": ("\n".join(",".join(row) for row in _ROWS), "a table"),
    "semicolon.csv": ("\n".join(";".join(row) for row in _ROWS), "a table"),
    "a.tsv": ("\n".join("\t".join(row) for row in _ROWS), "a table"),
    "csv-as.txt": ("\n".join(",".join(f'"{cell}"' for cell in row) for row in _ROWS), "a table"),
    "named.csv": (f'title,body\n{HEADLINE},"{BODY[0]}\n{BODY[1]}"\n', "a table"),
    "one-column.csv": ("\n".join(f'"{cell}"' for cell in ("العنوان", HEADLINE, *BODY)), "a table"),
    "a.vtt": (
        "WEBVTT\n\n" + "".join(f"{at}.000 --> {at}.900\n{text}\n\n" for at, text in _CUES),
        "a file of subtitles",
    ),
    "a.srt": ("".join(f"1\n{at},000 --> {at},900\n{text}\n\n" for at, text in _CUES), "a file of subtitles"),
    "srt-as.txt": (f"{HEADLINE}\n\n1\n00:00:01,000 --> 00:00:02,000\n{BODY[0]}\n", "a file of subtitles"),
    "a.sbv": ("".join(f"{at}.000,{at}.900\n{text}\n\n" for at, text in _CUES), "a file of subtitles"),
    "a.ass": (
        f"[Script Info]\nTitle: x\n[Events]\nDialogue: 0,0:00:00.00,0:00:04.00,{BODY[0]}\n",
        "a file of subtitles",
    ),
    "a.sub": ("".join(f"{{{at}}}{{{at + 9}}}{text}\n" for at, text in enumerate(BODY)), "a file of subtitles"),
    "a.lrc": ("".join(f"[{at[3:]}.00]{text}\n" for at, text in _CUES), "a file of lyrics"),
    "unknown.json": (as_json({"x": HEADLINE, "y": BODY}, indent=2), "JSON"),
    "list.json": (as_json(BODY), "JSON"),
    "part.json": (f'"title": "{HEADLINE}",\n"body": "{BODY[0]}"\n', "JSON"),
    "cut.json": (as_json({"headline": HEADLINE, "body": BODY})[:-9], "no valid JSON"),
    "a.geojson": (as_json({"type": "Feature", "properties": {"name": HEADLINE, "text": BODY[0]}}), "JSON"),
    "a.ipynb": (as_json({"cells": [{"source": [HEADLINE, *BODY]}], "nbformat": 4}, indent=1), "JSON"),
    "a.opml": (f'<?xml version="1.0"?><opml><body><outline text="{BODY[0]}"/></body></opml>', "XML"),
    "sitemap.xml": ('<?xml version="1.0"?><urlset><url><loc>https://example.org/1</loc></url></urlset>', "XML"),
    "a.svg": (f"<!-- x -->\n<svg><text>{BODY[0]}</text><text>{BODY[1]}</text></svg>", "XML"),
    "a.ssml": (f"<speak><p>{HEADLINE}</p><p>{BODY[0]}</p></speak>", "XML"),
    "a.ttml": (f'<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="0s">{BODY[0]}</p></body></tt>', "XML"),
    "unknown.xml": (f"<خبر>\n<عنوان>{HEADLINE}</عنوان>\n<نص>{BODY[0]}</نص>\n</خبر>", "XML"),
    "tags.txt": (f"{HEADLINE}\n<summary-text>{BODY[0]}</summary-text>\n", "XML"),
    "a.yaml": (f"title: {HEADLINE}\nauthor: ليلى\nbody: {BODY[0]}\n", "a YAML file"),
    "block.yaml": (f"العنوان: {HEADLINE}\nالنص: |\n  {BODY[0]}\n  {BODY[1]}\n", "a YAML file"),
    "a.toml": (f'[article]\ntitle = "{HEADLINE}"\nbody = """\n{BODY[0]}\n{BODY[1]}\n"""\n', "a file of settings"),
    "a.ini": (f"[article]\ntitle={HEADLINE}\n{BODY[0]}\n{BODY[1]}\n", "a file of settings"),
    "a.po": (f'msgid "News"\nmsgstr "{HEADLINE}"\n\n{BODY[0]}\n', "a file of translations"),
    "a.strings": (f'/* x */\n"title" = "{HEADLINE}";\n{BODY[0]}\n', "a file of translations"),
    "a.ics": (f"BEGIN:VCALENDAR\nSUMMARY:{HEADLINE}\nEND:VCALENDAR\n", "a calendar"),
    "a.vcf": (f"BEGIN:VCARD\nFN:{HEADLINE}\nEND:VCARD\n", "an address card"),
    "a.php": (f"<?php\necho '{BODY[0]}';\n?>\n<p>{BODY[1]}</p>\n", "a program"),
    "a.py": (f'# x\nTITLE = "{HEADLINE}"\n\n\ndef main():\n    print("{BODY[0]}")\n', "a program"),
    "a.js": (f'const title = "{HEADLINE}";\nconst body = `{BODY[0]}`;\n', "a program"),
    "calls.txt": (f'say("{HEADLINE}");\nsay("{BODY[0]}");\nsay("{BODY[1]}");\n', "a program"),
    "a.css": (f'/* {HEADLINE} */\n.a::before {{ content: "{BODY[0]}"; }}\n', "a style sheet"),
    "a.sql": (f"-- {HEADLINE}\nINSERT INTO news VALUES (1, '{BODY[0]}');\n", "a file of SQL"),
    "a.log": ("".join(f"2025-03-11 10:00:01 INFO app: {text}\n" for text in BODY), "a log"),
    "access.log": (f'127.0.0.1 - - [11/Mar/2025:10:00:00 +0300] "GET /a HTTP/1.1" 200 12 "{BODY[0]}"\n', "a log"),
    "a.patch": (f"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-{BODY[0]}\n+{BODY[1]}\n", "a patch"),
    "base64.txt": (base64.encodebytes(TEXT.encode()), "only 0% of the letters"),
    "empty.txt": ("", "is empty"),
    "empty.docx": ("", "is empty"),
    "mark.txt": ("\ufeff", "is empty"),
    "blank.txt": (" \n\n\t\n", "is empty"),
}
