"""Hostile input of every kind: articles, settings, voices and music that no honest person writes."""

import io
import json
import struct
import zipfile
from collections.abc import Iterator

from tests.pasted import FIRST, article

DEEP = 100_000
DIGITS = "9" * 5_000
ADDRESSES = (
    "https://[::1/a", "https://[", "https://]", "https://a[b]/", "http://\u0000/", "https://", "//", "https://:99999/",
    "https://a:b/", "https://%00/", "https://\u202e.example/", "javascript:alert(1)", "https://" + "a" * 5_000, "file:///etc/passwd",
    "[",
)  # fmt: skip
TIMES = (
    "0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31", "1970-01-01", "-0001-01-01",
    "2024-02-30", "2024-06-20T25:00", "2024-06-20T10:00+99:99", "2024-06-20T10:00+23:59:59.999999", "10000-01-01", "24",
    DIGITS, "1e400", "nan", "\u0000", "٢٠٢٤-٠٦-٢٠", "", " ", "T", "2024-W99-9", "now", "[",
    "2024-06-20T10:00:00Z" * 100,
)  # fmt: skip
BODY = f"{FIRST}\n\n{FIRST.replace('أعلنت', 'وأكدت')}\n"


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, blob in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), blob)
    return out.getvalue()


def _front(fence: str, head: str) -> str:
    return f"{fence}\n{head}\n{fence}\n\n{BODY}"


def _page(head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.splitlines() if line)
    return f"<html><head><title>افتتاح</title>{head}</head><body><article><h1>افتتاح الميناء</h1>{paragraphs}{body}"


def _feed(item: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><item><title>افتتاح</title>{item}<description>{BODY}'


def _texts() -> Iterator[tuple[str, str]]:  # noqa: PLR0915 - a table
    yield "nested.html", "<div>" * DEEP + BODY
    yield "nested_tables.html", "<table><tr><td>" * DEEP
    yield "nested_page.html", _page(body="<b><i>" * DEEP)
    yield "nested.json", "[" * DEEP
    yield "nested_object.json", '{"body":' * DEEP
    yield "nested_article.json", '{"headline": "افتتاح", "body": ' + "[" * DEEP + "]" * DEEP + "}"
    yield "nested_linked_data.html", _page(f'<script type="application/ld+json">{"[" * DEEP}</script>')
    yield "nested.xml", "<?xml version='1.0'?>" + "<a>" * DEEP
    yield "nested_feed.xml", _feed("<a>" * DEEP)
    yield "nested_quotes.md", f"# افتتاح\n\n{'>' * DEEP} {BODY}"
    yield "nested_lists.md", f"# افتتاح\n\n{'- ' * DEEP}{BODY}"
    yield "brackets.md", f"# افتتاح\n\n{'[' * DEEP}{BODY}"
    yield "stars.md", f"# افتتاح\n\n{'*' * DEEP}{BODY}{'_' * DEEP}"
    yield "parentheses.txt", article(first="(" * 30_000 + FIRST)
    yield "quotes.txt", article(first="«" * 30_000 + FIRST)
    yield "nested_yaml.md", _front("---", "a: " + "[" * DEEP)
    yield "nested_yaml_tables.md", _front("---", "a: " + "{a: " * DEEP)
    yield "aliases.md", _front("---", "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]")
    yield "tags.md", _front("---", "title: !!python/object/apply:os.system ['true']")
    yield "nested_toml.md", _front("+++", "a = " + "[" * DEEP)
    yield "dotted_toml.md", _front("+++", ".".join(["a"] * 5_000) + " = 1")
    yield "digits.txt", article(first=f"{FIRST} وبلغ العدد {DIGITS} طناً، أو {DIGITS}/3.")
    yield "digits.md", _front("---", f"title: افتتاح\nid: {DIGITS}\ndate: {DIGITS}")
    yield "digits_toml.md", _front("+++", f'title = "افتتاح"\nid = {DIGITS}')
    yield "digits.json", f'{{"headline": "افتتاح", "id": {DIGITS}, "date": {DIGITS}, "body": "{FIRST}"}}'
    yield "digits.html", _page(f'<meta property="article:published_time" content="{DIGITS}">')
    yield "exponent.json", f'{{"headline": "افتتاح", "id": 1e999999, "body": "{FIRST}"}}'
    yield "wrong_types.json", '{"headline": {"a": 1}, "body": 3, "date": [], "id": null}'
    yield "surrogates.json", f'{{"headline": "\\ud800 افتتاح \\udfff", "body": "{FIRST}"}}'
    yield "numbers.jsonl", f"{DIGITS}\nnull\n[]\n{{}}\n"
    yield "nul.txt", article(headline="افتتاح\x00 الميناء")
    yield "controls.txt", article(headline="افتتاح \x1b]0;x\x07\x9b31m الميناء\u202e\u2028\ufffe")
    yield "entities.html", _page(body="&#0;&#x110000;&#xD800;" * 1000)
    yield "entity_bomb.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aa">' + "".join(
        f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 40)
    ) + "]><rss><channel><item><title>&a39;</title>"  # fmt: skip
    yield "external_entity.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;'
    yield "attributes.html", "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">" + BODY
    yield "one_long_word.txt", article(first="ا" * 200_000)
    yield "one_long_line.txt", article(first=FIRST * 300)
    yield "many_lines.txt", article(first="\n\n".join(["نعم."] * 2_000))
    yield "marks.txt", article(first="بَُِّ" * 20_000)
    yield "combining.txt", article(first="ب" + "\u064e" * 100_000)
    yield "marked_out.txt", article(headline="\u200f\u200e" * 50_000)
    yield "only_punctuation.txt", "؟!.،" * 10_000
    yield "only_numbers.txt", "12 34 56\n\n" * 1_000
    yield "empty.txt", ""
    yield "blank.txt", "\n \t\r\n\u00a0\u2028"
    yield "sections.md", _front("---", "title: افتتاح\nsection: ../../etc\nid: ../../../x")
    for number, address in enumerate(ADDRESSES):
        written = json.dumps(address)
        yield f"link_{number}.md", _front("---", f"title: افتتاح\nlink: {written}")
        yield f"canonical_{number}.html", _page(f'<link rel="canonical" href="{address}"><base href="{address}">')
        yield f"item_{number}.xml", _feed(f"<link>{address.replace(chr(0), '')}</link>")
    for number, time in enumerate(TIMES):
        yield (
            f"date_{number}.md",
            _front("---", f"title: افتتاح\ndate: {json.dumps(time)}\npublish_at: {json.dumps(time)}"),
        )
        yield f"time_{number}.json", json.dumps({"headline": "افتتاح", "body": FIRST, "date": time, "publish_at": time})


def articles() -> Iterator[tuple[str, bytes]]:
    """Yield names of files and their bytes."""
    for name, text in _texts():
        yield name, text.encode("utf-8", "surrogatepass")
    yield "utf16.txt", article().encode("utf-16-le")
    yield "utf32.txt", article().encode("utf-32")
    yield "half_utf8.txt", article().encode()[:301]
    yield "surrogates.txt", article().encode() + b"\xed\xa0\x80"
    yield "mark_only.txt", b"\xef\xbb\xbf"
    yield "windows.txt", article().encode("cp1256", "replace")
    yield "zip.docx", _zip(word__document_xml=b"<w:document")
    yield "bomb.docx", _zip(word__document_xml=b"<a>" + bytes(20_000_000))
    yield "empty.docx", _zip()
    yield "half.docx", _zip(word__document_xml=b"<a/>" * 100)[:60]
    yield "outside.odt", _zip(**{"..__..__content_xml": b"<a/>"})
    yield "nested.odt", _zip(content_xml=b"<a>" * DEEP, mimetype=b"application/vnd.oasis.opendocument.text")
    yield "header.pdf", b"%PDF-1.7\n%%EOF"
    yield "cycle.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj trailer<</Root 1 0 R>>"
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(500)
    yield "sound.txt", b"ID3\x04" + bytes(500)
    yield "packed.html", b"\x1f\x8b\x08" + bytes(200)
    yield (
        "mail.eml",
        b"From: a\nContent-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 500,
    )


KEYS = {
    "": ("voice", "max_cost", "show", "shows", "sound", "network", "sites"),
    "show": (
        "title", "description", "author", "email", "base_url", "link", "language", "category", "funding", "frequency",
        "hub", "sections", "cover", "colour", "timezone", "copyright", "explicit",
    ),
    "sound": ("bitrate", "loudness", "intro", "bed", "transition", "outro", "notice", "alternate"),
    "network": ("contact", "proxy", "own_sites", "timeout", "cache_days"),
}  # fmt: skip
VALUES = {
    "digits": DIGITS,
    "nan": "nan",
    "infinity": "-inf",
    "negative": "-1",
    "nothing": '""',
    "nul": '"a\\u0000b"',
    "escape": '"a\\u001b[31mb"',
    "address": '"https://[::1/a"',
    "bracket": '"["',
    "outside": '"../../../../etc/passwd"',
    "long": f'"{"ا" * 50_000}"',
    "list": "[[], {}, 1]",
    "table": '{a = {b = {c = "d"}}}',
    "date": "0001-01-01T00:00:00+14:00",
}


def settings() -> Iterator[tuple[str, bytes]]:
    """Yield names and the bytes of audionews.toml: every key with absurd values, in turn, and files of absurd shape."""
    yield "nested", b"voice = " + b"[" * DEEP
    yield "nested tables", b"voice = " + b"{a = " * DEEP
    yield "dotted", b".".join([b"a"] * 20_000) + b" = 1"
    yield "tables of tables", b"[" + b".".join([b"shows"] * 20_000) + b"]"
    yield "digits", f"max_cost = {DIGITS}".encode()
    yield "nul", b"voice = \0"
    yield "no utf-8", b"voice = '\xff'"
    yield "utf-16", 'voice = "silence"'.encode("utf-16")
    yield "twice", b"voice = 'a'\nvoice = 'b'"
    yield "not closed", b"[show\ntitle = '"
    yield "json", b'{"voice": "silence"}'
    names = list(VALUES)
    for number, (table, key) in enumerate((table, key) for table, keys in KEYS.items() for key in keys):
        for step in (0, 5):
            value = names[(number + step) % len(names)]
            head = f"[{table}]\n" if table else ""
            yield f"{table}.{key} is {value}", f"{head}{key} = {VALUES[value]}\n".encode()


VOICE_KEYS = ("title", "language", "licence", "credit", "gain", "speed", "pitch", "price", "pausal", "home", "fallback",
    "roles", "pacing", "files", "settings", "id", "engine")  # fmt: skip


def voices() -> Iterator[tuple[str, bytes]]:
    """Yield names and the bytes of a voice file."""
    yield "empty", b""
    yield "nested", b"engine = " + b"[" * DEEP
    yield "no engine", b"title = 'x'"
    yield "unknown engine", b"engine = '../../x'"
    yield "own fallback", b"engine = 'silence'\nfallback = ['hostile']"
    yield "own role", b"engine = 'silence'\n[roles]\nheadline = 'hostile'"
    yield "no utf-8", b"engine = 'silence'\ntitle = '\xff'"
    names = list(VALUES)
    for number, key in enumerate(VOICE_KEYS):
        for step in (0, 5, 9):
            value = names[(number + step) % len(names)]
            head = "" if key == "engine" else "engine = 'silence'\n"
            yield f"{key} is {value}", f"{head}{key} = {VALUES[value]}\n".encode()


def wave(
    *,
    rate: int = 22_050,
    channels: int = 1,
    bits: int = 16,
    code: int = 1,
    data: bytes = b"",
    length: int | None = None,
) -> bytes:
    """Return a WAV file; its header says what it is told to say."""
    align = channels * bits // 8
    form = struct.pack("<HHIIHH", code, channels, rate, min(rate * align, 2**32 - 1), align % 2**16, bits)
    length = len(data) if length is None else length
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", length) + data
    return b"RIFF" + struct.pack("<I", min(4 + len(chunks), 2**32 - 1)) + b"WAVE" + chunks


def jingles() -> Iterator[tuple[str, bytes]]:
    """Yield names and the bytes of sound files."""
    tone = struct.pack("<2h", 8_000, -8_000) * 20_000
    for rate in (0, 1, 7, 4_000_000, 2_000_000_000, 2**32 - 1):
        yield f"{rate} Hz", wave(rate=rate, data=tone)
    for channels in (0, 3, 1_000, 65_535):
        yield f"{channels} channels", wave(channels=channels, data=tone)
    for bits, code in (
        (0, 1),
        (1, 1),
        (12, 1),
        (24, 3),
        (64, 3),
        (64, 1),
        (16, 3),
        (8, 6),
        (4, 17),
        (16, 0xFFFE),
        (16, 0x55),
        (16, 0),
    ):
        yield f"{bits} bits, format {code}", wave(bits=bits, code=code, data=tone)
    for length in (0, 1, 10, 2**31, 2**32 - 1):
        yield f"a length of {length}", wave(data=tone, length=length)
    for value in ("nan", "inf", "1e38"):
        yield f"samples of {value}", wave(bits=32, code=3, data=struct.pack("<f", float(value)) * 20_000)
    for size in (0, 1, 2, 3, 44):
        yield f"{size} bytes of sound", wave(data=tone[:size])
    for size in (0, 4, 12, 20, 30, 43):
        yield f"cut after {size} bytes", wave(data=tone)[:size]
    yield "silence", wave(data=bytes(80_000))
    yield "text", BODY.encode()
    yield "zeros", bytes(5_000)
    yield "no data", wave(data=tone)[:36]
    yield "a large RF64", b"RF64" + wave(data=tone, length=2**32 - 1)[4:]
    yield "flac", b"fLaC" + bytes(500)
    yield "flac cut short", b"fLaC\x80\x00\x00\x22" + b"\xff" * 34
    yield "ogg", b"OggS" + bytes(500)
    yield "mp3", b"\xff\xfb\x90\x00" + bytes(5_000)
    yield "aiff", b"FORM\xff\xff\xff\xffAIFFCOMM" + bytes(200)
    yield "au", b".snd" + struct.pack(">IIIII", 24, 2**32 - 1, 3, 2**31, 1_000) + tone
