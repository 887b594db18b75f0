"""E-mail messages: the article in them is read, and nothing that mail programs and correspondents write around it."""

import base64
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from tests.reading import read_all

from audionews.errors import Binary, NoBody
from audionews.model import Article, Blob, Failed, Known, Place
from audionews.readers.email_message import EmailReader

HEADLINE = "افتتاح مكتبة جديدة في وسط المدينة القديمة"
BODY = (
    "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما.",
    "وقال رئيس البلدية إن المكتبة تضم ثلاثين ألف كتاب وقاعة للأطفال وأخرى للمحاضرات.",
    "وتفتح المكتبة أبوابها كل يوم من الثامنة صباحا، وتبقى مفتوحة حتى التاسعة مساء.",
)
TEXT = "\n\n".join(BODY)
SUBJECT = "the-subject"
HTML = "<html><body>" + "".join(f"<div>{paragraph}</div><div><br></div>" for paragraph in BODY) + "</body></html>"


def message(text: str = TEXT, subject: str = HEADLINE, **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "ليلى <leila@example.org>"
    made["To"] = "desk@example.org"
    made["Subject"] = SUBJECT
    made["X-Subject"] = base64.b64encode(subject.encode()).decode()
    made["Date"] = headers.pop("date", "Tue, 11 Mar 2025 18:30:00 +0300")
    made["Message-ID"] = "<1@example.org>"
    made.set_content(text)
    return made


def written(made: EmailMessage) -> bytes:
    """Return the bytes of a message, its subject in base64 as mail programs write it."""
    subject = f"=?utf-8?B?{made['X-Subject']}?=".encode()
    del made["X-Subject"]
    return made.as_bytes().replace(SUBJECT.encode(), subject)


def blob(content: EmailMessage | bytes) -> Blob:
    return Blob(content=content if isinstance(content, bytes) else written(content), name="a.eml")


def read(content: EmailMessage | bytes, given: Known | None = None) -> Article:
    (article,) = read_all(EmailReader(), blob(content), given)
    return article


def outside(article: Article | Failed) -> list[str]:
    return [line.text for line in article.lines if line.place is Place.DROPPED and line.text]


def test_the_subject_is_the_headline_and_the_headers_are_not_spoken() -> None:
    article = read(message())
    assert (article.headline, article.body) == (HEADLINE, BODY)
    assert outside(article)[:2] == ["From: ليلى <leila@example.org>", "To: desk@example.org"]


def test_a_headline_of_the_text_s_own_goes_before_a_subject_that_says_nothing() -> None:
    for subject in ("للنشر", "خبر للنشر اليوم من فضلكم"):
        article = read(message(f"{HEADLINE}\n\n{TEXT}", subject))
        assert (article.headline, article.body) == (HEADLINE, BODY)
    assert read(message(f"{HEADLINE}\n\n{TEXT}", f"Fwd: {HEADLINE}")).body == BODY


def test_the_day_of_sending_is_the_date_only_if_the_text_has_none() -> None:
    sent = read(message())
    assert sent.date is not None
    assert (sent.date.hour, sent.date.utcoffset(), sent.date_source) == (18, timedelta(hours=3), "markup")
    own = read(message(f"{HEADLINE}\n20 يونيو 2024\n\n{TEXT}"))
    assert own.date == datetime(2024, 6, 20)  # noqa: DTZ001 - in the zone of the show
    assert read(message(date="no day")).date is None


def test_html_is_read_where_there_is_no_plain_text() -> None:
    both = message()
    both.add_alternative(HTML, subtype="html")
    assert read(both).body == BODY
    only = message()
    only.set_content(HTML, subtype="html")
    assert read(only).body == BODY


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
def test_every_encoding_is_read(charset: str) -> None:
    text = base64.encodebytes(TEXT.encode(charset))
    head = f"From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n"
    article = read(f"{head}Content-Transfer-Encoding: base64\n\n".encode() + text, Known(headline=HEADLINE))
    assert article.body == BODY


def test_a_subject_in_plain_letters_or_an_unknown_charset_does_no_harm() -> None:
    head = f"From: a@example.org\nMIME-Version: 1.0\nSubject: {HEADLINE}\n\n{TEXT}"
    assert read(head.encode()).headline == HEADLINE
    for charset in ("x-none", "utf¥"):
        odd = head.replace(HEADLINE, f"=?{charset}?B?2YU=?=")
        assert read(odd.encode(), Known(headline=HEADLINE)).body == BODY


def test_lines_that_the_sender_s_program_has_broken_are_joined() -> None:
    flowed = message()
    flowed.set_content(TEXT.replace("القديمة، ", "القديمة، \n"), params={"format": "flowed"})
    assert read(flowed).body == BODY


@pytest.mark.parametrize(
    "below",
    [
        "\n\n-- \nليلى حسان\nمحررة في صحيفة المدينة منذ عشر سنوات\n",
        "\n\nSent from my iPhone\n",
        "\n\nأرسلت من هاتفي\n",
        "\n\nOn Mon, Mar 10, 2025 at 10:00 AM desk <desk@example.org> wrote:\n> أرسلي الخبر من فضلك\n> شكرا\n",
        "\n\nفي 10 مارس 2025 في 10:00 ص، كتب المكتب\n<desk@example.org>:\n> شكرا\n",
        "\n\n-----Original Message-----\nFrom: desk\nSubject: طلب\n\nأرسلي الخبر من فضلك قبل المساء\n",
        "\n\n________________________________\nFrom: desk\nSubject: طلب\n\nأرسلي الخبر من فضلك قبل المساء\n",
    ],
)
def test_signatures_and_older_messages_are_not_spoken(below: str) -> None:
    article = read(message(TEXT + below))
    assert (article.headline, article.body) == (HEADLINE, BODY)
    shown = [line.text for line in article.lines]
    assert all(line in shown for line in below.splitlines() if line)


def test_quotes_in_html_are_not_spoken() -> None:
    made = message()
    quote = "<div>On Mon, 10 Mar 2025 desk wrote:</div><blockquote>أرسلي الخبر من فضلك</blockquote>"
    made.set_content(HTML.replace("</body>", f"{quote}</body>"), subtype="html")
    assert read(made).body == BODY


@pytest.mark.parametrize(
    "divider",
    ["---------- Forwarded message ---------", "Begin forwarded message:", "---------- رسالة معاد توجيهها ---------"],
)
def test_the_article_in_a_forwarded_message_is_read_with_its_subject(divider: str) -> None:
    text = f"للنشر من فضلك\n\n{divider}\nFrom: x\nSubject: {HEADLINE}\nTo: y\n\n\n{TEXT}\n"
    article = read(message(text, "Fwd: شيء"))
    assert (article.headline, article.body) == (HEADLINE, BODY)


def test_a_line_of_signs_or_dashes_divides_nothing() -> None:
    text = f"{BODY[0]}\n\n__________________\n\n{BODY[1]}\n\n--- فاصل من النص ---\n\n{BODY[2]}"
    assert read(message(text)).body[0] == BODY[0]
    assert read(message(text)).body[-1] == BODY[2]


def test_a_message_that_is_a_quote_as_a_whole_is_read() -> None:
    assert read(message("\n".join(f"> {line}" for line in TEXT.splitlines()))).body == BODY


def test_attached_files_are_named_and_an_article_in_one_is_asked_for() -> None:
    made = message()
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="خبر.pdf")
    assert "خبر.pdf" in outside(read(made))
    note = message("الخبر في الملف المرفق.")
    note.add_attachment(b"PK", maintype="application", subtype="zip", filename="a.docx")
    (failed,) = EmailReader().read(blob(note), Known())
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, NoBody)
    assert "a.docx may be one" in failed.error.message
    assert failed.lines


def test_a_message_without_text_is_refused() -> None:
    with pytest.raises(NoBody):
        read(message(""))


def test_each_message_of_a_mailbox_is_an_article() -> None:
    box = b"".join(b"From x@example.org Tue Mar 11 18:30:00 2025\n" + written(message()) + b"\n" for _ in range(2))
    found = read_all(EmailReader(), blob(box))
    assert [each.source for each in found] == ["a.eml#1", "a.eml#2"]
    assert found[0].body == found[1].body == BODY


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(Binary, match="too many parts"):
        read(b"From: a\nSubject: b\n" + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 60)


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        (message().as_string(), 0.97),
        (f"Subject: {HEADLINE}\nDate: x\n\n{TEXT}", 0.0),
        (f"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n\n{TEXT}", 0.0),
        (f"الموضوع: {HEADLINE}\n\n{TEXT}", 0.0),
        ("", 0.0),
    ],
)
def test_messages_are_known_by_the_headers_that_programs_write(text: str, confidence: float) -> None:
    assert EmailReader().sniff(Blob(content=b""), text) == confidence
