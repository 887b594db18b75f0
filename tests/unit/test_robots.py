"""robots.txt, as RFC 9309 reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audionews.sources.robots import parse

ALL = "user-agent: *\n"
CASES = [
    ("", "/a", True),
    (ALL + "disallow: /", "/a", False),
    (ALL + "disallow:", "/a", True),
    (ALL + "disallow: /wp-admin/\nallow: /wp-admin/admin-ajax.php", "/wp-admin/admin-ajax.php", True),
    (ALL + "disallow: /wp-admin/\nallow: /wp-admin/admin-ajax.php", "/wp-admin/x", False),
    (ALL + "allow: /a\ndisallow: /a", "/a", True),
    (ALL + "disallow: /a\nallow: /a", "/a", True),
    (ALL + "disallow: /*.pdf$", "/x/y.pdf", False),
    (ALL + "disallow: /*.pdf$", "/x/y.pdf?z", True),
    (ALL + "disallow: /a$", "/a", False),
    (ALL + "disallow: /a$", "/ab", True),
    (ALL + "disallow: /a*a$", "/a", True),
    (ALL + "disallow: /a*a$", "/aba", False),
    (ALL + "disallow: /*b*b$", "/ab", True),
    (ALL + "disallow: /*b*c*b$", "/xbxcxb", False),
    (ALL + "disallow: /*b*c*b$", "/xbxb", True),
    (ALL + "disallow: /*?", "/a?b", False),
    (ALL + "disallow: /*?", "/a", True),
    (ALL + "disallow: *", "/a", False),
    (ALL + "disallow: a", "/a", True),
    (ALL + "disallow: /A", "/a", True),
    (ALL + "disallow: /a$b", "/a$b", False),
    (ALL + "disallow: /a%24", "/a$", False),
    (ALL + "disallow: /a%2Ab", "/a*b", False),
    (ALL + "disallow: /a%2Ab", "/axb", True),
    (ALL + "disallow: /أ", "/%D8%A3%D8%AE", False),
    (ALL + "disallow: /%d8%a3", "/%D8%A3", False),
    (ALL + "disallow: /%61", "/abc", False),
    (ALL + "disallow: /a/", "/a%2Fb", True),
    (ALL + "\n\ndisallow: /a # why", "/a", False),
    (ALL + "crawl-delay: 1\nsitemap: x\ndisallow: /a", "/a", False),
    ("USER-AGENT : *\nDISALLOW : /a", "/a", False),
    ("\ufeff" + ALL + "disallow: /a", "/a", False),
    ((ALL + "disallow: /a").replace("\n", "\r"), "/a", False),
    ("disallow: /", "/a", True),
    ("user-agent: other\ndisallow: /", "/a", True),
    ("user-agent: audionews\ndisallow: /", "/a", False),
    ("user-agent: AudioNews/1.0\ndisallow: /", "/a", False),
    ("user-agent: audio\ndisallow: /", "/a", True),
    ("user-agent: audionewsy\ndisallow: /", "/a", True),
    ("user-agent: audionews\ndisallow:\n" + ALL + "disallow: /", "/a", True),
    (ALL + "disallow: /\nuser-agent: audionews\nallow: /", "/a", True),
    ("user-agent: audionews\nuser-agent: other\ndisallow: /", "/a", False),
    ("user-agent: other\nuser-agent: audionews\n\ndisallow: /", "/a", False),
    (
        "user-agent: audionews\ndisallow: /a\nuser-agent: other\nallow: /\nuser-agent: audionews\ndisallow: /b",
        "/a",
        False,
    ),
    (
        "user-agent: audionews\ndisallow: /a\nuser-agent: other\nallow: /\nuser-agent: audionews\ndisallow: /b",
        "/b",
        False,
    ),
    ("<!doctype html><title>404</title>", "/a", True),
    ("user-agent: 123\ndisallow: /", "/a", True),
]


@pytest.mark.parametrize(("text", "target", "allowed"), CASES)
def test_the_longest_rule_of_our_groups_counts(text: str, target: str, allowed: bool) -> None:  # noqa: FBT001 - a column
    assert parse(text.encode(), "audionews").allow(target) is allowed


@given(st.binary(max_size=200))
def test_anything_can_stand_in_a_robots_file(content: bytes) -> None:
    assert parse(b"user-agent: *\ndisallow: " + content, "audionews").allow("/a") in {True, False}


@given(st.text("ab*$", max_size=8), st.text("ab", max_size=8))
def test_a_pattern_matches_as_a_regular_expression_would(pattern: str, path: str) -> None:
    import re  # noqa: PLC0415 - the oracle

    ends = pattern.endswith("$")
    body = ".*".join(re.escape(part) for part in pattern.removesuffix("$").split("*"))
    oracle = re.match("/" + body + ("$" if ends else ""), "/" + path) is not None
    assert parse(f"user-agent: *\ndisallow: /{pattern}".encode(), "audionews").allow("/" + path) is not oracle
