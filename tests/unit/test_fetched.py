"""What is read from the headers of an answer, and what of it is sent again."""

import doctest
import gzip
import importlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address

import pytest

from audionews.errors import SettingsError
from audionews.http import Deadline
from audionews.http.decoding import STEP, Gunzip, decoder
from audionews.sources.addresses import AddressKind
from audionews.sources.fetch_policy import Policy
from audionews.sources.fetched import Validators, content_type


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("", "", ""),
        ("text/html", "text/html", ""),
        ("Text/HTML; charset=UTF-8", "text/html", "utf-8"),
        ('text/html;version=1 ; Charset = "windows-1256"', "text/html", "windows-1256"),
        ("application/ld+json;charset='utf-8'", "application/ld+json", "utf-8"),
        ("text", "", ""),
        ("نص/html; charset=cp1256", "", "cp1256"),
        ("text/html; x-charset=a", "text/html", ""),
        ("text/html" + "; charset" * 10_000, "text/html", ""),
    ],
)
def test_a_content_type_is_read(header: str, media_type: str, charset: str) -> None:
    assert content_type(header) == (media_type, charset)


def test_validators_that_cannot_be_sent_are_left_out() -> None:
    assert Validators(etag='"é"', last_modified="Wed, 21 Oct 2026 07:28:00 GMT").headers() == {
        "If-None-Match": '"é"',
        "If-Modified-Since": "Wed, 21 Oct 2026 07:28:00 GMT",
    }
    for odd in ("", " ", '"أ"', '"a\r\nX-Other: b"', "x" * 2000, ' "a"'):
        assert Validators(etag=odd, last_modified=odd).headers() == {}


def test_we_say_who_we_are() -> None:
    assert Policy().user_agent.startswith("audionews/")
    assert Policy(contact="mailto:desk@example.org").user_agent.endswith(" (+mailto:desk@example.org)")


@pytest.mark.parametrize("contact", ["a\r\nX: y", "أ", "a b", "a)"])
def test_a_contact_that_cannot_be_sent_is_told(contact: str) -> None:
    with pytest.raises(SettingsError, match="cannot be sent"):
        Policy(contact=contact)


def test_private_addresses_are_allowed_on_demand_and_no_others() -> None:
    def allows(kind: AddressKind) -> bool:
        return not Policy(allow_private=True, kind_of=lambda _: kind).refuse(ip_address("1.1.1.1"))

    allowed = set(filter(allows, AddressKind))
    assert allowed == {AddressKind.PUBLIC, AddressKind.PRIVATE, AddressKind.LOOPBACK}
    assert Policy().refuse(ip_address("10.0.0.1")) == "a private address"


def test_gzip_is_inflated_in_bounded_steps() -> None:
    text = random.Random(1).randbytes(300_000) + bytes(300_000)  # noqa: S311 - no secret
    packed = gzip.compress(text) + gzip.compress(b"more") + b"\0" * 100
    body = Gunzip()
    steps = [step for at in range(0, len(packed), 1000) for step in body.steps(packed[at : at + 1000])]
    assert b"".join(steps) == text + b"more"
    assert max(map(len, steps)) <= STEP
    assert body.whole


def test_gzip_that_breaks_off_is_not_whole() -> None:
    packed = gzip.compress(b"some text")
    for end in range(len(packed)):
        body = Gunzip()
        list(body.steps(packed[:end]))
        assert not body.whole


def test_waiting_for_other_fetches_does_not_count() -> None:
    now = [0.0]

    @contextmanager
    def busy() -> Iterator[None]:
        now[0] += 100
        yield

    deadline = Deadline(20, lambda: now[0])
    now[0] += 5
    with deadline.holding(busy()):
        assert deadline.left() == 15
    now[0] += 16
    assert deadline.left() == 0


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "compress", "x"])
def test_other_encodings_have_no_decoder(encoding: str) -> None:
    assert decoder(encoding) is None


@pytest.mark.parametrize("module", ["addresses", "fetched", "robots", "web_address"])
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"audionews.sources.{module}"))
    assert (found.failed, found.attempted > 0) == (0, True)


def test_own_sites_have_subdomains() -> None:
    own = Policy(ignore_robots=["Example.org"])
    assert [own.is_own(host) for host in ("example.org", "www.example.org", "notexample.org", "org")] == [
        True,
        True,
        False,
        False,
    ]
