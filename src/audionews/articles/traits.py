"""What a line of a text is by itself: its kind, and the traits that other lines are weighed with."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from audionews.arabic.letters import clean
from audionews.arabic.weekdays import WEEKDAYS
from audionews.articles.addresses import is_address_row, read_link, split_sender
from audionews.articles.blocks import Block, Hint
from audionews.articles.boilerplate import Page, headlines_in_a_row, page_line
from audionews.articles.credits import (
    is_alt_text,
    is_byline,
    is_caption,
    is_credit,
    is_desk,
    is_name,
    may_be_byline,
    may_be_caption,
)
from audionews.articles.dates import is_date
from audionews.articles.embargo import is_embargo
from audionews.articles.likeness import compared, stems_of, words_of
from audionews.articles.stamps import split_stamp
from audionews.articles.stray_markup import is_code
from audionews.articles.wire_marks import is_wire_mark

if TYPE_CHECKING:
    from audionews.arabic.word_lists import WordLists

BULLET = re.compile(r"^[-–—•·*▪●■◾▸►◄○‣⁃◦✅🔹🔸▫]+\s*(?=\S)")
_BOLD = re.compile(r"^([*_~]{1,2})(?=\S)(?P<text>[^*_~]+)(?<=\S)\1$")
_HEADING = re.compile(r"^#{1,6}\s+(?=\w)")
_ENDS = re.compile(r"[.…][»\"”’)\]]*$")
_CONTINUES = re.compile(
    r"(?:و(?=\w{3})(?!صل|قع|افق|زار|زير|زرا|كال|فاه|فيات|فد|فود|سط|حد|لي|لاي|لاد|لد|صف|اصل|ضع|ثيق|جه|جب|رش|رد|راء|رق|"
    r"ظيف|ظائف|اشنطن|ائل|ليد|دائع|سيل|سائل|طن|قف|قود|قت|اقع|ادي|صيه|صول|عد|ائتلاف|يكي|ودا|داد|رثه|احد|اجب)\w"
    r"|و(?:لم|لن|لا|قد|هو|هي|ان|مع|ما|من|في|عن|كل) |كما |فيما |بدور|من جه|من جانب|في المقابل|في الوقت|الي ذلك|يذكر ان"
    r"|يشار الي|جدير بالذكر|والجدير"
    r"|لكن|غير ان|الا ان|وعن |في السياق|في سياق|علي صعيد|بالمقابل|كذلك |واضاف|وقال|قائلا|مضيفا|موضحا|وتابع)"
)
_MAST = re.compile(
    r"(?:من|الي|التاريخ|الموضوع|subject|نسخه(?: الي| مخفيه)?|المرفقات?|مرفقات?|المرسل|المستلم|تاريخ الارسال|ارسلت|"
    r"from|to|cc|bcc|sent|reply-to|date|attachments?|"
    r"رئيسه? (?:مجلس )?(?:ال)?(?:تحرير|اداره)|المدير العام|مديره? التحرير|سكرتير التحرير|المشرف العام|الناشر|"
    r"صاحب الامتياز|المدير المسؤول|العدد|عدد|السنه|رقم العدد|issn) ?[:/].*",
    re.DOTALL,
)
TITLE_LABEL = re.compile(
    r"^\W*(?:العنوان|عنوان(?: الخبر| المقال)?|الموضوع|موضوع الرسالة|[Ss]ubject|[Tt]itle|[Hh]eadline)\s?:\s*(?=\S)"
)
_MAY_BE_ADDRESS = re.compile(r"[@#./]")
_MAY_BE_EMBARGO = re.compile(r"نشر|ذاع|يبث|hold|held|embargo|release|use|broadcast|مبار|حظر|منع")
_DATED = re.compile(
    r"\d|" + "|".join(compared(day) for day in WEEKDAYS) + r"|(?:sun|mon|tues|wednes|thurs|fri|satur)day"
)
_LONGEST_AROUND = 400  # characters; no date, credit or caption is longer
_PARAGRAPH = 120  # characters; a shorter line is a paragraph if it has a few words and ends as sentences do
_MARKED_PARAGRAPH = 60  # characters of one that markup calls a paragraph
_FEWEST_WORDS = 6
_LONGEST_HEADER = 200  # characters


class Kind(StrEnum):
    """What a line is by itself; the value says why."""

    BLANK = "is blank"
    HIDDEN = "has only hidden characters or markup"
    LINK = "is the address of the article"
    ADDRESS = "has only addresses and hashtags"
    CONTROL = "is on the list of what pages print around articles"
    SECTION = "is on the list of sections and greetings"
    SUMMARY = "opens the summary"
    BOX = "opens links to other articles"
    LABEL = "opens what follows an article"
    END = "opens the end of the page"
    READ_ALSO = "links another article"
    SKIP = "opens a box that readers can jump over"
    EMBARGO = "holds the article back"
    WIRE = "is a mark of a news agency"
    DATE = "is nearly only a date"
    CREDIT = "names only a source"
    CAPTION = "is labelled or credited like a caption"
    BYLINE = "is labelled like a byline"
    HEADLINES = "is a row of headlines"
    NUMBERS = "has numbers and no letters"
    HEADER = "is a header of a message or a masthead"
    BULLET = "is a point of a list"
    TEXT = "is text"


_OF_PAGE = {
    Page.CONTROL: Kind.CONTROL,
    Page.SECTION: Kind.SECTION,
    Page.SUMMARY: Kind.SUMMARY,
    Page.BOX: Kind.BOX,
    Page.LABEL: Kind.LABEL,
    Page.END: Kind.END,
    Page.READ_ALSO: Kind.READ_ALSO,
    Page.SKIP: Kind.SKIP,
}
_OF_HINT = {Hint.CAPTION: Kind.CAPTION, Hint.BYLINE: Kind.BYLINE}
OPENERS = frozenset({Kind.BOX, Kind.LABEL, Kind.END, Kind.READ_ALSO})


class Traits:
    """One line or element, and what it is by itself.

    Attributes:
        raw: The lines as they came.
        text: Their text, cleaned.
        hint: What markup says.
        kind: What it is by itself.
        words: How many words the text has.
        sender: What a messenger has written before the text; the text is without it.
    """

    def __init__(self, block: Block, lists: WordLists, text: str | None = None) -> None:
        """Look at a line.

        Args:
            block: The line.
            lists: Word lists.
            text: Its text, cleaned; by default that of the block as it came.
        """
        self._lists = lists
        self.raw = tuple(block.raw.split("\n"))
        self.hint = block.hint
        self.stated = block.why
        text, self.sender = split_sender(clean(block.raw) if text is None else text)
        self.text = _without_bold(text)
        self.words = len(self.text.split())
        self.kind = self._find_kind()

    def _find_kind(self) -> Kind:
        text = self.text
        if not text:
            return Kind.HIDDEN if "".join(self.raw).strip() else Kind.BLANK
        if self.hint in _OF_HINT:
            return _OF_HINT[self.hint]
        if len(self.raw) == 1 and headlines_in_a_row(self.raw[0]):
            return Kind.HEADLINES
        kind = self._of_page() if len(text) > _LONGEST_AROUND else self._around() or self._of_people()
        return kind or (Kind.BULLET if self.hint is Hint.ITEM or BULLET.match(text) else Kind.TEXT)

    def _of_page(self) -> Kind | None:
        page = page_line(self.text, self._lists)
        if page is None:
            return Kind.CONTROL if is_code(self.text) else None
        return _OF_PAGE[page]

    def _around(self) -> Kind | None:
        """Return what the line is if it is of the page or of the agency."""
        text, line = self.text, self.line
        if _MAY_BE_ADDRESS.search(line) and (kind := _of_addresses(text)):
            return kind
        if _MAY_BE_EMBARGO.search(line) and is_embargo(text):
            return Kind.EMBARGO
        if _DATED.search(line) and (is_date(text, self._lists) or _is_stamped_desk(text, self._lists)):
            return Kind.DATE
        page = self._of_page()
        if page in {None, Kind.LABEL, Kind.END} and is_wire_mark(text, self._lists):
            return Kind.WIRE
        if page is Kind.CONTROL and any(map(str.isdigit, line)) and not any(map(str.isalpha, line)):
            return Kind.NUMBERS
        return page

    def _of_people(self) -> Kind | None:
        """Return what the line is if it names who made the article or a picture."""
        if is_credit(self.text, self._lists):
            return Kind.CREDIT
        if is_byline(self.text, self._lists):
            return Kind.BYLINE
        if is_caption(self.text, self._lists):
            return Kind.CAPTION
        return Kind.HEADER if self.is_header else None

    @cached_property
    def line(self) -> str:
        """The text as lines are compared."""
        return compared(self.text)

    @cached_property
    def compared_words(self) -> tuple[str, ...]:
        """The words as lines are compared, to find repeats."""
        return words_of(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the rarer words."""
        return stems_of(self.compared_words, self._lists)

    @property
    def is_header(self) -> bool:
        """Whether it is a header of a message ("من: ...") or a line of a masthead ("رئيس التحرير: ...")."""
        return len(self.text) <= _LONGEST_HEADER and _MAST.fullmatch(self.line) is not None

    @cached_property
    def is_paragraph(self) -> bool:
        """Whether the text reads like a paragraph: it is long, or a sentence with its full stop."""
        if self.hint is Hint.HEADING or BULLET.match(self.text):
            return False
        sentence = self.words >= _FEWEST_WORDS and _ENDS.search(self.text) is not None
        least = _MARKED_PARAGRAPH if self.hint in {Hint.PARAGRAPH, Hint.QUOTE} else _PARAGRAPH
        return sentence or len(self.text) >= least

    @cached_property
    def may_be_author(self) -> bool:
        """Whether it may say who wrote the article, if it stands where bylines do."""
        several = self.words > 1 or "/" in self.text
        return several and (is_name(self.text, self._lists) or may_be_byline(self.text, self._lists))

    @cached_property
    def may_be_caption(self) -> bool:
        """Whether it may describe a picture, if it stands where captions do."""
        return is_alt_text(self.text, self._lists) or may_be_caption(self.text, self._lists)

    @property
    def continues(self) -> bool:
        """Whether it begins as only a later paragraph of an article does ("وقال ...", "كما ...")."""
        return _CONTINUES.match(self.line.lstrip("\"«“”'( ")) is not None

    @property
    def is_article(self) -> bool:
        """Whether it is a paragraph and nothing of the page."""
        return self.kind is Kind.TEXT and self.is_paragraph


def _of_addresses(text: str) -> Kind | None:
    if read_link(text):
        return Kind.LINK
    return Kind.ADDRESS if is_address_row(text) else None


def _is_stamped_desk(text: str, lists: WordLists) -> bool:
    """Return whether a line has a labelled date and then says only for whom and where the article was written."""
    stamp = split_stamp(text, lists)
    return stamp is not None and is_desk(stamp.rest, lists)


def _without_bold(text: str) -> str:
    """Return a text without the signs for bold, slanted text and sub-headings."""
    text = _HEADING.sub("", text)
    bold = _BOLD.match(text)
    return bold["text"] if bold else text
