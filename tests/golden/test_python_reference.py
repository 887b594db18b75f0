"""docs/reference/python.md is made from the docstrings of the library. AUDIONEWS_GOLDEN=write writes it anew."""

import inspect
import re
from collections.abc import Iterator

from tests.reference_pages import described, entries, matches, sections

import audionews

WIDTH = 100
INTRO = """# The library

Made from the docstrings. These names of `audionews` are the public ones; they load what they need when they are first
used, and their arguments are typed: `mypy --strict` checks a program that uses them. Errors are those of
[audionews.errors](exit-codes.md#errors), events those of [audionews.events](events.md).

```python
from audionews import Article, Show, build

show = Show.open("output")
story = Article(source="cms", source_id="42", headline="افتتاح الميناء الجديد", body=("افتتح الوزير الميناء اليوم.",))
result = build([story], show)
for built in result.episodes:
    print(built.episode.id, built.change, built.spoken)
for failed in result.failures:
    print(failed.source, failed.error)
```

## Follow a build
A function that is given as `tell` gets each event as it happens, in the thread that called `build`:

```python
from audionews import BuildRequest, Show, build, events


def tell(event: events.Event) -> None:
    match event:
        case events.SpeechPlanned(source=source, requests=requests):
            print(f"{source}: {requests} lines to speak")
        case events.EpisodeWritten(id=name):
            print(f"{name} is ready")


result = build(["article.txt"], Show.open("output"), BuildRequest(voice="ar-neural"), tell)
```

## Handle failures
An article that fails stops no other one: it is in `result.failures`. Everything else raises an error:

```python
from audionews import AudionewsError, Show, build

try:
    result = build(["article.txt"], Show.open("output"))
except AudionewsError as error:
    print(error.message, error.remedy, error.retryable)
else:
    for failed in result.failures:
        print(failed.source, failed.error.message, failed.error.remedy, failed.error.retryable)
```

Plug-ins implement the protocols of `audionews.ports`; [Write a speech engine](../how-to/new-engine.md) shows one.
"""


def signature(name: str, what: object) -> str:
    """Return how a function is called; if that is long, one line for each argument."""
    text = str(inspect.signature(what))  # type: ignore[arg-type] # it is a function
    text = re.sub(r"(: |-> )'([^']*)'", r"\1\2", text).replace(
        "'", '"'
    )  # annotations are texts, and so are some defaults
    text = (
        re.sub(r"<(?:function|built-in function) (\w+)[^>]*>", r"\1", text)
        .replace("(self, ", "(")
        .replace("(self)", "()")
    )
    given, _, returned = text.rpartition(" -> ")
    if len(name + text) > WIDTH:
        arguments = re.split(r", (?![^\[(]*[\])])", given[1:-1])
        given = "(\n" + "".join(f"    {argument},\n" for argument in arguments) + ")"
    return f"```python\n{name}{given} -> {returned}\n```\n"


def methods(kind: type) -> Iterator[str]:
    """Yield the lines on the public methods of a class."""
    for name, value in vars(kind).items():
        function = getattr(value, "__func__", value)
        if not name.startswith("_") and inspect.isfunction(function):
            yield f"### {kind.__name__}.{name}\n"
            yield signature(name, getattr(kind, name))
            yield from described(function)


def render() -> str:
    """Return the page."""
    lines = [INTRO]
    for name in audionews.__all__:
        what = getattr(audionews, name)
        if inspect.ismodule(what):
            continue
        lines.append(f"## {name}\n")
        if inspect.isfunction(what):
            lines.append(signature(name, what))
        lines += described(what)
        if inspect.isclass(what):
            lines += methods(what)
    return "\n".join(lines).rstrip() + "\n"


def test_the_reference_is_what_the_library_says() -> None:
    assert matches("python.md", render())


def test_nothing_in_the_page_changes_from_run_to_run() -> None:
    assert " at 0x" not in render()


def test_every_argument_of_a_public_function_has_its_meaning() -> None:
    for name in audionews.__all__:
        what = getattr(audionews, name)
        if inspect.isfunction(what):
            arguments = set(inspect.signature(what).parameters)
            assert arguments <= set(entries(sections(what)["Args"])), name


def test_every_field_of_a_public_value_has_its_meaning() -> None:
    for name in audionews.__all__:
        what = getattr(audionews, name)
        fields: set[str] = {*getattr(what, "__dataclass_fields__", ()), *getattr(what, "__struct_fields__", ())}
        described_fields = set(entries(sections(what).get("Attributes", "")))
        assert fields - {field for field in fields if field.startswith("_")} <= described_fields, name
