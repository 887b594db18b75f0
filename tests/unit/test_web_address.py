"""Addresses as people and pages write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audionews.errors import AddressRefused
from audionews.sources.web_address import LONGEST, parse, shown

SENT = {
    "https://example.org": "https://example.org/",
    "HTTP://EXAMPLE.org:80/A?b": "http://example.org/A?b",
    "https://example.org:8443/a": "https://example.org:8443/a",
    "http://example.org:443/": "http://example.org:443/",
    "http://example.org./": "http://example.org/",
    "http://example.org?q=1#top": "http://example.org/?q=1",
    "  \u202bhttps://example.org/a\u202c\u200f\n": "https://example.org/a",
    "https://example.org/أخبار": "https://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1",
    "https://example.org/%D8%A3%d8%ae?q=%D8%A8": "https://example.org/%D8%A3%d8%ae?q=%D8%A8",
    "https://example.org/100%/50%zz": "https://example.org/100%25/50%25zz",
    "https://example.org/a b?c d": "https://example.org/a%20b?c%20d",
    "https://example.org/@a;b=(c)~!$&'*+,|[x]": "https://example.org/@a;b=(c)~!$&'*+,|[x]",
    'https://example.org/"<>\\^`{}': "https://example.org/%22%3C%3E%5C%5E%60%7B%7D",
    "https://أخبار.test/": "https://xn--igbicxr.test/",
    "https://xn--igbicxr.test/": "https://xn--igbicxr.test/",
    "https://under_score.example.org/": "https://under_score.example.org/",
    "http://127.0.0.1:8000/x": "http://127.0.0.1:8000/x",
    "http://[2A00:0:0::1]/": "http://[2a00::1]/",
    "http://[2a00::1]:8080/x": "http://[2a00::1]:8080/x",
    "http://[::ffff:127.0.0.1]/": "http://[::ffff:7f00:1]/",
    "http://１２７.0.0.1/": "http://127.0.0.1/",
    "http://①②⑦。⓪.⓪.①/": "http://127.0.0.1/",
}
SCHEMES = ["file:///etc/passwd", "ftp://example.org/", "data:text/html,x", "gopher://x/", "javascript:1", "example.org"]
HOSTS = ["2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "127.1", "127.0.0.01", "256.1.1.1", "a.0x", "0"]
REFUSED = "(refused)"
MALFORMED = [
    *("http://", "http:///x", "//example.org/x", "http:example.org", "", "http://exa mple.org/", "http://a..b/"),
    *("http://-x\x00.org/", "http://a\nb/", "http://x:0/", "http://x:99999/", "http://x:y/", "http://%31.org/"),
    *("http://[fe80::1%25eth0]/", "http://[v1.a]/", "http://[127.0.0.1]/", "http://[::1", "http://[::1]x/"),
    *("http://evil.org\\.good.org/", "http://" + "a" * 64 + ".org/", "http://" + "a." * 130 + "org/", "http://℀.org/"),
    *("http://\ud800.org/", "http://example.org/\udcff", "http://ا-.test/", "http://" + "ا" * 300 + ".test/"),
    "http://example.org/" + "a" * LONGEST,
]


@pytest.mark.parametrize("url", SENT)
def test_an_address_is_sent_as_servers_understand_it(url: str) -> None:
    assert str(parse(url)) == SENT[url]


@pytest.mark.parametrize("url", SENT.values())
def test_an_address_in_its_form_stays_as_it_is(url: str) -> None:
    assert str(parse(url)) == url


@pytest.mark.parametrize("url", SCHEMES)
def test_what_is_not_the_web_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused, match="is no http or https address"):
        parse(url)


@pytest.mark.parametrize("host", HOSTS)
def test_a_number_for_a_host_is_refused(host: str) -> None:
    for end in ("", ".", ":80"):
        with pytest.raises(AddressRefused, match="has a number for a host"):
            parse(f"http://{host}{end}/")


@pytest.mark.parametrize("url", MALFORMED)
def test_a_malformed_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        parse(url)
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 300


@pytest.mark.parametrize(
    "url",
    [
        *("http://user:secret@example.org/", "https://user:secret@", "http:user:secret@example.org", "user:secret@x"),
        *("http:\\\\user:secret@x\\y", "http://user:sec/secret@example.org/", "ftp://user:secret@example.org/"),
        *("http://good.org\\@secret@evil.org/", "http://us\x1ber:secret@x/", "http://secret@[::1]/"),
    ],
)
def test_a_password_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        parse(url)
    assert "secret" not in caught.value.message


def test_an_address_is_shown_without_what_is_nobodys_business() -> None:
    assert shown("http://user:p@example.org/a@b?c=d@e") == "http://example.org/a@b?c=d@e"
    assert shown("http://example.org/\x1b[31m\u202e") == "http://example.org/[31m"
    assert shown("http://example.org/" + "a" * 10_000).endswith("a…")


@given(st.text(max_size=60))
def test_every_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, "http://" + text, "http://example.org/" + text):
        found = outcome(url)
        assert found.isprintable()
        if not found.endswith(REFUSED):
            assert found.isascii()
            assert outcome(found) == found


def outcome(url: str) -> str:
    """Return the address as it is sent, or why it is refused."""
    try:
        return str(parse(url))
    except AddressRefused as error:
        return f"{error} {REFUSED}"
