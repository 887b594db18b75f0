"""The headers of an answer are found whatever the case of their names, and several of one name are one."""

from audionews.http.headers import Headers


def test_names_are_found_in_any_case() -> None:
    headers = Headers([(b"ETag", b'"1"'), (b"X-Name", "خبر".encode())])
    assert (headers["etag"], headers["X-NAME"], headers.get("none", "")) == ('"1"', "خبر", "")
    assert (list(headers), len(headers)) == (["etag", "x-name"], 2)


def test_several_of_one_name_are_one() -> None:
    assert Headers([(b"Vary", b"a"), (b"vary", b"b")])["Vary"] == "a, b"


def test_bytes_that_are_no_utf_8_are_latin() -> None:
    assert Headers([(b"X", b"\xe9")])["x"] == "é"
