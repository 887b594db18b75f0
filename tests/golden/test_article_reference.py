"""docs/reference/article.md is made from the schema of articles. AUDIONEWS_GOLDEN=write writes it anew."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
from tests.reference_pages import FOLDER, cell, matches

from audionews.model import Blob
from audionews.model.reading import NOTHING_KNOWN
from audionews.readers.json_article import JsonReader

SCHEMA = json.loads((FOLDER / "article.schema.json").read_text("utf-8"))
EXAMPLE = {
    "headline": "افتتاح مكتبة جديدة في وسط المدينة",
    "summary": ["تضم المكتبة 20 ألف كتاب.", "تفتح أبوابها كل يوم."],
    "body": ["افتتحت البلدية اليوم الخميس مكتبة عامة.", "وقال رئيس البلدية إن المكتبة مفتوحة للجميع."],
    "date": "2024-06-20T18:00+03:00",
    "byline": "سعاد فهمي",
    "link": "https://example.org/news/42",
    "source_id": "42",
    "section": "ثقافة",
}
INTRO = f"""# An article as JSON

Made from [the schema](article.schema.json) (JSON Schema 2020-12). {SCHEMA["description"]}

`audionews build article.json` reads this form, also from standard input (`audionews build -`), and
`audionews inspect --json` prints it. The usual names of exports, such as `title`, `content` and `published`, are
read as well.

```json
{json.dumps(EXAMPLE, ensure_ascii=False, indent=2)}
```
"""
TEXTS = "a text, or a list of texts"


def kinds(value: dict[str, Any]) -> Iterator[str]:
    """Yield what a value may be, in words."""
    if "enum" in value:
        yield ", ".join(f"`{word}`" for word in value["enum"])
    elif "anyOf" in value:
        for each in value["anyOf"]:
            yield from kinds(each)
    elif "properties" in value:
        yield "an object with " + ", ".join(f"`{key}`" for key in value["properties"])
    elif "$ref" in value:
        yield {"#/$defs/texts": TEXTS, "#/$defs/person": "an object with `name`"}[str(value["$ref"])]
    else:
        types = value["type"] if isinstance(value["type"], list) else [value["type"]]
        words = {"string": "an address" if value.get("format") == "uri" else "a text", "integer": "a whole number"}
        yield from (words[kind] for kind in types if kind != "null")


def render() -> str:
    """Return the page."""
    lines = [INTRO, "| key | value | meaning |", "| --- | --- | --- |"]
    for key, value in SCHEMA["properties"].items():
        needed = "Needed. " if key in SCHEMA["required"] else ""
        lines.append(
            f"| `{key}` | {', or '.join(kinds(value))} | {cell(needed + value.get('description', '')).strip()} |"
        )
    return "\n".join(lines) + "\n"


def test_the_reference_is_what_the_schema_says() -> None:
    assert matches("article.md", render())


def test_the_example_is_an_article() -> None:
    jsonschema.validate(EXAMPLE, SCHEMA)
    blob = Blob(content=json.dumps(EXAMPLE).encode(), name="article.json")
    (found,) = JsonReader().read(blob, NOTHING_KNOWN)
    assert found.headline == EXAMPLE["headline"]  # type: ignore[union-attr] # it is an article
