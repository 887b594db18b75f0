"""The example articles as the reader understands them, one JSON file each in tests/golden/reading.

After a change that is meant, write them anew and look at the difference:

    AUDIONEWS_GOLDEN=write python -m pytest tests/golden/test_reading_golden.py
"""

import json
import os
from pathlib import Path

import msgspec
import pytest
from tests.reading import read_text

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "reading"
EXAMPLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_read_as_before(path: Path) -> None:
    article = read_text(path.read_bytes(), name=path.name)
    found = json.dumps(msgspec.to_builtins(article), ensure_ascii=False, indent=1) + "\n"
    golden = GOLDEN / f"{path.stem}.json"
    if os.environ.get("AUDIONEWS_GOLDEN") == "write":
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")


def test_every_golden_file_has_its_example() -> None:
    assert [path.stem for path in sorted(GOLDEN.glob("*.json"))] == [path.stem for path in EXAMPLES]
