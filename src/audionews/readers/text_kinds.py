"""Says what kind of marked-up text or data a text is, so that markup is never read out.

A kind is known by how the text begins, or by signs of it anywhere. An article has none of them: its words are Arabic,
and it has no brackets, backslashes or Latin keys at the beginning of its lines.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from audionews.arabic.letters import arabic_share

_OF_AN_ARTICLE = 0.8  # share of Arabic letters
_HEAD = 20_000  # characters that are looked at
_ROWS = 20  # lines that show whether a text is a table
_FEWEST_ROWS = 2
_FEWEST_ROWS_OF_ONE = 3  # of a table with one column, each cell in quotes
_MOST_LINES = 300  # of those that are looked at for code
_FEWEST_CODED = 3
_LONGEST = 400  # characters of a line that are looked at for code
_SEPARATORS = (",", ";", "\t", "|")
_BEFORE = re.compile(r"(?:\s|\ufeff|<!--(?:[^-]|-(?!->)){0,4000}-->)*")
_KEYED = re.compile(r"[\w.-]{1,40}\s*[:=](?!//)\s?\S?", re.ASCII)  # a line of YAML or of settings
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_NAME = r"[^\W\d][\w.-]{0,40}"
_HTML = (
    r"(?:a|abbr|article|aside|b|base|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|fieldset|figcaption|figure|"
    r"font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|nav|noscript|ol|p|"
    r"picture|pre|q|s|script|section|small|source|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|time|"
    r"title|tr|u|ul|video|wbr|!doctype\s+html)(?![\w:.-])"
)


class _Kind(NamedTuple):
    """A kind of text, how often a sign of it has to occur, and whether pages leave some in a text copied from them."""

    what: str
    signs: re.Pattern[str]
    least: int
    left: bool


def _kind(what: str, *signs: str, least: int = 1, left: bool = False) -> _Kind:
    return _Kind(what, re.compile("|".join(signs), re.ASCII | re.IGNORECASE | re.MULTILINE), least, left)


_BEGINNINGS = (
    _kind("a file of subtitles (WebVTT)", r"WEBVTT\b"),
    _kind("a file of subtitles (SubStation)", r"\[Script Info\]"),
    _kind("a document in Rich Text Format", r"\{\\rtf"),
    _kind("a PDF document", r"%PDF-"),
    _kind("a calendar or an address card", r"BEGIN:V(?:CALENDAR|CARD)\b"),
    _kind("a web page", r"<(?:!doctype html|html|head|body)\b"),
    _kind("XML", rf"<(?:\?xml|!doctype|!element|(?!{_HTML})[^\W\d][\w:.-]{{0,60}}(?:\s[^<>]{{0,2000}})?/?>)"),
    _kind("a LaTeX document", r"(?:%[^\n]*\n\s*){0,20}\\(?:documentclass|begin\{|usepackage|section\{)"),
    _kind(
        "a page of a wiki",
        r"={2,6} [^=\n]{1,200} ={2,6}[ \t]*$",
        r"\{\{(?!\s*[\"{])",
        r"\[\[(?![\"'\[{\d])[^\]\n]{1,200}\]\]",
        "'''",
    ),
    _kind("JSON", r'[\[{]\s*(?:["{\[\]}]|-?\d+\s*[,\]])'),
    _kind("a YAML file", r"%YAML\b"),
    _kind(
        "a program", r"#!\s*/", r"<\?(?:php|=)", r"(?:import|package) [\w.]+;?\s*$", r"from [\w.]+ import ", "#include"
    ),
    _kind("a patch", r"diff --git ", r"Index: \S+$", r"--- \S[^\n]*\n\+\+\+ \S"),
)
_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d\d[.,:]\d{1,3}"
_SQL = "INSERT INTO|CREATE (?:TABLE|DATABASE)|(?:DROP|ALTER|LOCK) TABLES?|DELETE FROM|SELECT .{1,200}? FROM"
_BBCODE = "b|i|u|s|url|img|size|color|quote|center|right|left|list|font|align|code"
_CODE_LINE = "const|let|var|public|private|static|return|echo|print|puts|val"
_SIGNS = (  # anywhere in a text, as often as they never are in an article
    _kind("a file of subtitles (SubRip)", rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}"),
    _kind("a file of subtitles", rf"^[ \t]*{_TIME},{_TIME}[ \t]*$"),
    _kind("a file of subtitles", r"^[ \t]*(?:\{\d+\}\{\d+\}|\[\d+\]\[\d+\])", least=2),
    _kind("a file of lyrics", r"^[ \t]*\[(?:\d{1,3}:\d\d(?:[.:]\d{1,3})?|(?:ti|ar|al|by):[^\]\n]{0,200})\]", least=2),
    _kind("a post in BBCode", rf"\[/(?:{_BBCODE})\]"),
    _kind(
        "a LaTeX document",
        r"\\[a-z]{2,30}\*?(?:\[[^\]\n]{0,100}\])?\{",
        r"\\(?:maketitle|noindent|item|par)\b",
        least=2,
    ),
    _kind("a reStructuredText document", r"^[ \t]*\.\. (?:[\w-]{1,40}::|_[^\n:]{1,100}:|\[\w{1,40}\] )"),
    _kind("a reStructuredText document", r":[a-z]{2,20}:`", r"`[^`\n]{1,200} <[^<>`\n]{1,500}>`_"),
    _kind(
        "an Org document",
        r"^#\+\w+:",
        r"^[ \t]*:(?:PROPERTIES|LOGBOOK|ID|CUSTOM_ID):",
        r"\[\[(?:https?|file|id):[^\]\n]{1,500}\]\[",
    ),
    _kind(
        "an AsciiDoc document",
        r"^={1,5} \S",
        r"^:[\w-]{2,30}:(?=\s|$)",
        r"^\|===$",
        r"^\[[A-Z]{3,12}\]$",
        r"https?://[^\s\[]{1,500}\[",
        least=2,
    ),
    _kind(
        "a page of a wiki",
        r"^={2,6}[^=\n]{1,200}={2,6}[ \t]*$",
        r"'{3}[^'\n]{1,300}'{3}",
        r"\[\[[^\]\n]{1,200}\]\]",
        r"<ref\b",
        r"^\{[{|]",
        r"\}\}[ \t]*$",
        least=2,
    ),
    _kind("a Textile document", r"^(?:h[1-6]|bq|bc|fn\d{1,2}|p(?!\. \d))(?:[<>=]{1,2}|\([^)\n]{1,50}\))?\. \S"),
    _kind("a manual page", r"^\.(?:[A-Z]{1,2}|\\\")(?:[ \t]|$)", least=2),
    _kind(
        "a file of translations",
        r"^msg(?:id|str)(?:\[\d\])? \"",
        r"^\"[^\"\n]{1,200}\"[ \t]*=[ \t]*\"[^\n]{0,2000}\";[ \t]*$",
        r"^[ \t]*<(?:string|trans-unit)\b",
    ),
    _kind("a file of SQL", rf"^[ \t]*(?:{_SQL})\s"),
    _kind(
        "a log",
        r"\"(?:GET|POST|HEAD|PUT) \S{1,2000} HTTP/",
        r"^.{0,40}?\d\d:\d\d:\d\d\S{0,12}[ \t].{0,40}?\b(?-i:INFO|DEBUG|WARN|WARNING|ERROR|TRACE|FATAL)\b",
    ),
    _kind("a patch", r"^@@ -\d"),
    _kind("a YAML file", r"^[ \t]*(?:- )?[^\s:\n]{1,40}: *[|>][+-]?\d?[ \t]*\n[ \t]+\S"),
    _kind(
        "a file of settings",
        r"^[ \t]*\[[a-z][\w. \"-]{0,60}\][ \t]*$",
        r"^(?-i:[a-z])[\w.-]{0,60}[ \t]*=[ \t]*\S",
        least=2,
    ),
    _kind(
        "a program",
        r"<\?(?:php|=)",
        r"<%[=@]?\s",
        r"^[ \t]*(?:def|class|function|func|fn|interface|struct|enum)\s\w+[^\n]{0,200}[:{)][ \t]*$",
    ),
    _kind(
        "a program",
        rf"^[ \t]*(?:{_CODE_LINE})\s[^\n]{{0,300}}[;:=,({{}})\"'`]",
        r"^[ \t]*(?:import|export|using|use|require|include)\s[\w.{*\"'\\/]+[^\n]{0,200}[;:=,({})\"'`]",
        least=2,
        left=True,
    ),
    _kind(
        "a style sheet",
        r"^[ \t]*[\w.#:@*\[\]\"'=, >-]{1,200}\{[^{}\n]{0,20}\n?[^{}\n]{0,200}[\w-][ \t]*:[^{}\n]{1,500};",
        left=True,
    ),
    _kind("JSON", r"^[ \t]*\"[\w@:. -]{1,60}\"[ \t]*:[ \t]*(?:[\"\[{\d-]|true|false|null)", least=2),
)
_ELEMENT = re.compile(rf"<(?!{_HTML})({_NAME}(?::{_NAME})?)(?:\s[^<>]{{0,2000}})?>", re.IGNORECASE)
_CODED = re.compile(
    r"""[{}]\s*$ | [)"'`\]]\s*;\s*$ | ^\s*(?:\\[a-z]+|/\*|\*/) | ^\s*[\w$.\[\]"'-]{1,60}\s*(?::?=|=>)\s*\S""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)


def describe_text(text: str) -> str | None:
    r"""Return what kind of marked-up text or data a text is, or None if it is plain.

    >>> describe_text("WEBVTT - خبر"), describe_text("title,body\nخبر,نص"), describe_text("خبر، ثم نص")
    ('a file of subtitles (WebVTT)', 'a table (CSV)', None)
    """
    head = text[:_HEAD]
    start = _BEFORE.match(head)
    head = head[start.end() if start else 0 :]
    for kind in _BEGINNINGS:
        if kind.signs.match(head):
            return kind.what
    lines = [line for line in head.splitlines() if line.strip()]
    if _is_table(lines[:_ROWS]):
        return "a table (CSV)"
    article = arabic_share(head) >= _OF_AN_ARTICLE
    signs = (kind.what for kind in _SIGNS if _occurs(kind, head, article=article))
    return next(signs, None) or _data_or_code(head, lines)


def _occurs(kind: _Kind, text: str, *, article: bool) -> bool:
    """Return whether the signs of a kind occur often enough.

    A page can leave a few lines of its programs in a text that is copied from it: they do not count in an article.
    """
    found = (sign for sign in kind.signs.finditer(text) if not (article and kind.left and _has_no_arabic(text, sign)))
    return all(next(found, None) is not None for _ in range(kind.least))


def _has_no_arabic(text: str, sign: re.Match[str]) -> bool:
    line, _, _ = text[sign.start() : sign.end() + _LONGEST].partition("\n")
    return arabic_share(line) == 0


def _data_or_code(text: str, lines: list[str]) -> str | None:
    if _is_keyed(lines[:_ROWS]):
        return "a YAML file"
    lowered = text.lower()
    if any(f"</{name}>" in lowered for name in {element[1] for element in _ELEMENT.finditer(lowered)}):
        return "XML"
    coded = sum(_CODED.search(line[:_LONGEST]) is not None for line in lines[:_MOST_LINES])
    if coded >= _FEWEST_CODED and coded * 3 >= min(len(lines), _MOST_LINES):
        return "a program or a file of settings"
    return None


def _is_table(lines: list[str]) -> bool:
    """Return whether all lines have as many cells, or the first one has names of columns, or all are in quotes."""
    if len(lines) < _FEWEST_ROWS:
        return False
    if len(lines) >= _FEWEST_ROWS_OF_ONE and all(_QUOTED.fullmatch(line.strip()) for line in lines):
        return True
    for separator in _SEPARATORS:
        counts = {_QUOTED.sub("", line).count(separator) for line in lines}
        named = re.fullmatch(rf"[\w \"'-]+(?:{re.escape(separator)}[\w \"'-]+)+", lines[0], re.ASCII) is not None
        named = named and (lines[1].startswith('"') or lines[1].count(separator) >= lines[0].count(separator))
        many = len(counts) == 1 and min(counts) > 1 and len(lines) > _FEWEST_ROWS
        if named or many:
            return True
    return False


def _is_keyed(lines: list[str]) -> bool:
    """Return whether nearly all lines are keys in Latin letters with their values."""
    keyed = sum(_KEYED.match(line.lstrip("- ")) is not None for line in lines)
    return keyed >= _FEWEST_ROWS and keyed * 5 >= len(lines) * 4
