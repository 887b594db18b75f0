"""No regular expression of the program can take time out of proportion by trying ways to part a text."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from typing import Any

import pytest

import audionews
from audionews.arabic.word_lists import derived

PARSER: Any = importlib.import_module("re._parser")  # the standard library's own, which has no public name
LISTED = {  # why repeats that can share a text do no harm
    "arabic.phonemes.line._ABD_NAME": "it is asked of one word, and its last part matches any two letters or more",
}
COMPILES = {"return": "re.Pattern[str]"}  # the annotations of a function that compiles an expression when it is used
REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
SAMPLE = [chr(code) for code in (*range(0x20, 0x7F), *range(0x600, 0x700), 0x2013, 0xAB, 0xBB, 0xA0, 10, 9, 0x661)]
PACKAGES = ("arabic", "articles", "readers", "audio", "lint", "render", "catalogue", "model", "building")


def modules() -> list[str]:
    """Return the modules through which an article or a file goes."""
    found = (module.name for module in pkgutil.walk_packages(audionews.__path__, "audionews."))
    return [name for name in found if name.split(".")[1] in PACKAGES]


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    """Yield the expressions that a value is or holds; of what is made of word lists, those of the lists that ship."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, _lru_cache_wrapper) and is_derived(value):
        yield from patterns_in(value(None))
    elif isinstance(value, _lru_cache_wrapper) and vars(value)["__annotations__"] == COMPILES:
        yield from patterns_in(value())
    elif isinstance(value, dict | tuple | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from patterns_in(each)


def is_derived(value: Any) -> bool:  # noqa: ANN401 - a cached function of any kind
    """Return whether a function is one that ``derived`` made."""
    made = value.__wrapped__.__code__
    return bool(made.co_filename == derived.__code__.co_filename and made.co_name == "<lambda>")


def patterns(module: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every expression of a module, with the name of what holds it."""
    for name, value in vars(importlib.import_module(module)).items():
        for pattern in patterns_in(value):
            yield f"{module.removeprefix('audionews.')}.{name}", pattern


def first(node: Any) -> frozenset[str]:  # noqa: ANN401 - the parser's own tree
    """Return which characters of the sample may stand where a part of an expression begins; over-estimated."""
    kind = str(node[0])
    if kind in {"AT", "ASSERT", "ASSERT_NOT"}:
        return frozenset()
    if kind in {"GROUPREF", "GROUPREF_EXISTS"}:
        return frozenset(SAMPLE)
    rows = list(inner(node))
    return frozenset().union(*map(begins, rows)) if rows else matched(node)


def matched(node: Any) -> frozenset[str]:  # noqa: ANN401 - as above
    """Return which characters of the sample a part for one character matches."""
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return frozenset({chr(value)})
    if kind == "NOT_LITERAL":
        return frozenset(SAMPLE) - {chr(value)}
    if kind == "ANY":
        return frozenset(SAMPLE)
    assert kind == "IN", kind
    found: set[str] = set()
    for what, own in value:
        if str(what) == "LITERAL":
            found.add(chr(own))
        elif str(what) == "RANGE":
            found.update(char for char in SAMPLE if own[0] <= ord(char) <= own[1])
        elif str(what) == "CATEGORY":
            sign = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(own).rpartition("_")[2]]
            sign = sign.upper() if "_NOT_" in str(own) else sign
            found.update(char for char in SAMPLE if re.match(sign, char))
    return frozenset(SAMPLE) - found if str(value[0][0]) == "NEGATE" else frozenset(found)


def begins(nodes: Any) -> frozenset[str]:  # noqa: ANN401 - as above
    """Return which characters may begin what parts in a row match."""
    found: set[str] = set()
    for node in nodes:
        found |= first(node)
        if not may_be_empty(node):
            break
    return frozenset(found)


def may_be_empty(node: Any) -> bool:  # noqa: ANN401 - as above
    """Return whether a part may match nothing."""
    kind, value = str(node[0]), node[1]
    if kind in {*REPEATS, "POSSESSIVE_REPEAT"}:
        return value[0] == 0 or all(map(may_be_empty, value[2]))
    if kind == "SUBPATTERN":
        return all(map(may_be_empty, value[3]))
    if kind == "BRANCH":
        return any(all(map(may_be_empty, branch)) for branch in value[1])
    return kind in {"AT", "ASSERT", "ASSERT_NOT", "GROUPREF"}


def inner(node: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Yield the rows of parts that a part holds."""
    kind, value = str(node[0]), node[1]
    if kind in {*REPEATS, "POSSESSIVE_REPEAT"}:
        yield value[2]
    elif kind == "SUBPATTERN":
        yield value[3]
    elif kind in {"ASSERT", "ASSERT_NOT"}:
        yield value[1]
    elif kind == "ATOMIC_GROUP":
        yield value
    elif kind == "BRANCH":
        yield from value[1]


def is_endless(node: Any) -> bool:  # noqa: ANN401 - as above
    """Return whether a part repeats without end and gives back what it has taken."""
    return str(node[0]) in REPEATS and node[1][1] == PARSER.MAXREPEAT


def holds_endless(nodes: Any) -> bool:  # noqa: ANN401 - as above
    """Return whether a part among these, or in one, repeats without end."""
    return any(
        is_endless(node) or (str(node[0]) != "ATOMIC_GROUP" and any(map(holds_endless, inner(node)))) for node in nodes
    )


def faults(nodes: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield why an expression can try many ways: repeats in repeats, and repeats in a row that can share a text."""
    nodes = list(nodes)
    for at, node in enumerate(nodes):
        if is_endless(node):
            if any(map(holds_endless, inner(node))):
                yield "a repeat without end in another"
            if len(node[1][2]) == 1 and shares(node, nodes[at + 1 :]):
                yield "two repeats without end that can share a text"
        for row in inner(node):
            yield from faults(row)


def shares(node: Any, following: Any) -> bool:  # noqa: ANN401 - as above
    """Return whether another repeat follows, with nothing for sure between, that matches some of the same."""
    for then in following:
        if is_endless(then) and first(node) & first(then):
            return True
        if not may_be_empty(then):
            return False
    return False


def faulty(module: str) -> set[str]:
    """Return what holds an expression of a module that can part a text in many ways."""
    return {name for name, pattern in patterns(module) if list(faults(PARSER.parse(pattern.pattern, pattern.flags)))}


@pytest.mark.parametrize("module", modules())
def test_no_expression_can_part_a_text_in_many_ways(module: str) -> None:
    assert not faulty(module) - LISTED.keys()


def test_each_exception_is_still_one() -> None:
    assert {name for name in LISTED if name in faulty(f"audionews.{name.rpartition('.')[0]}")} == LISTED.keys()


def test_expressions_of_word_lists_are_looked_at_too() -> None:
    assert list(patterns("audionews.articles.credits"))
    assert len(list(patterns("audionews.arabic.latin.sounds"))) > 100


def test_expressions_that_can_are_found() -> None:
    for bad in (r"(?:\d+)+x", r"(\w*,?)*", r"\s*\s+x", r"\s*:?\s*$", r"(?=(?:a|b+){2,})", r".*\d*x"):
        assert list(faults(PARSER.parse(bad))), bad
    for fine in (r"\d+(?:,\d+){0,5}", r"\d+\.\d*", r"\s*x\s*", r"\w+\s*", r"\s*+\s*"):
        assert not list(faults(PARSER.parse(fine))), fine
