import pytest

from audionews.errors import Binary
from audionews.readers.charset import decode

TEXT = "قال الوزير في مؤتمر صحافي إن المشروع الجديد سيبدأ بعد أسبوع من اليوم، وإن الحكومة وافقت على تمويله.\nح\n"


@pytest.mark.parametrize(
    ("charset", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("cp1256", b""),
        ("iso-8859-6", b""),
    ],
)
def test_every_charset_of_arabic_newspapers_is_read(charset: str, mark: bytes) -> None:
    decoded = decode(mark + TEXT.encode(charset), "a.txt")
    assert (decoded.text, decoded.charset) == (TEXT, charset)


@pytest.mark.parametrize("wrong", ["cp1256", "cp1252", "latin-1"])
def test_text_that_was_decoded_wrongly_is_turned_back(wrong: str) -> None:
    seen = "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in TEXT.encode())
    decoded = decode(seen.encode(), "a.txt")
    assert decoded.text == TEXT
    assert decoded.charset == f"utf-8 seen as {'cp1256' if wrong == 'cp1256' else 'cp1252'}"


def test_the_letter_whose_second_byte_is_a_soft_hyphen_is_turned_back_when_that_was_lost() -> None:
    seen = TEXT.encode().decode("cp1256").replace("\u00ad", "")
    assert decode(seen.encode(), "a.txt").text == TEXT


def test_only_the_lines_that_are_wrong_are_turned_back() -> None:
    seen = TEXT.encode().decode("cp1256")
    mixed = decode(f"تاريخ النشر: 20 يونيو 2024\n{seen}".encode(), "a.txt")
    assert mixed.text == f"تاريخ النشر: 20 يونيو 2024\n{TEXT}"


def test_good_text_with_the_same_letters_stays_as_it_is() -> None:
    text = "فقط، لفظ؛ خط» ضغط… حفظ، ربط؟ " + TEXT
    assert decode(text.encode(), "a.txt") == decode(text.encode(), "b.txt")
    assert decode(text.encode(), "a.txt").text == text
    assert decode(text.encode(), "a.txt").charset == "utf-8"


def test_damaged_utf8_is_refused_with_its_place() -> None:
    blob = TEXT.encode() + b"\xd8"
    with pytest.raises(Binary, match=rf"a\.txt is damaged UTF-8 text at byte {len(blob) - 1}") as caught:
        decode(blob, "a.txt")
    assert caught.value.remedy == "save the article again as UTF-8"


def test_damaged_utf16_is_refused() -> None:
    with pytest.raises(Binary, match="UTF-16-LE"):
        decode(b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x06", "a.txt")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_high_bytes(charset: str) -> None:
    decoded = decode(TEXT.encode(charset), "a.txt")
    assert (decoded.text, decoded.charset) == (TEXT, charset)


@pytest.mark.parametrize("charset", ["cp1256", "iso-8859-6"])
def test_arabic_after_a_long_stretch_of_ascii_decides(charset: str) -> None:
    text = "x = [1, 2, 3]\n" * 4000 + TEXT
    decoded = decode(text.encode(charset), "a.txt")
    assert (decoded.text, decoded.charset) == (text, charset)


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "no such charset", "rot13", "\0"])
def test_a_wrongly_declared_charset_is_overruled_by_the_text(declared: str) -> None:
    decoded = decode(TEXT.encode("cp1256"), "a.txt", declared)
    assert (decoded.text, decoded.charset) == (TEXT, "cp1256")


@pytest.mark.parametrize("charset", ["cp720", "mac_arabic"])
def test_an_old_charset_is_read_where_it_is_declared(charset: str) -> None:
    text = "قال الوزير إن المشروع سيبدأ في العام القادم"
    decoded = decode(text.encode(charset), "a.txt", charset)
    assert (decoded.text, decoded.charset) == (text, charset)


def test_a_long_line_in_ascii_before_other_letters_takes_no_longer_and_decides_nothing() -> None:
    for charset in ("cp1256", "iso-8859-6"):
        assert decode(b"x" * 300_000 + TEXT.encode(charset), "a.txt").charset == charset


def test_utf16_without_a_mark_may_begin_with_a_long_text_in_ascii() -> None:
    for charset in ("utf-16-le", "utf-16-be"):
        text = f"<html>{'x' * 40_000}{TEXT}"
        assert decode(text.encode(charset), "a.html").text == text
    assert decode(bytes([1, 0] * 20), "a.bin").charset == "utf-8"


def test_a_page_may_have_a_few_damaged_letters() -> None:
    blob = TEXT.encode() + b"\xd8</p>" + TEXT.encode()
    assert decode(blob, "a.html", lenient=True).text == f"{TEXT}\ufffd</p>{TEXT}"
    with pytest.raises(Binary):
        decode(blob, "a.txt")
    with pytest.raises(Binary):
        decode((TEXT.encode() + b"\xd8 ") * 20, "a.html", lenient=True)
