import json
import re
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from bench import voices

from audionews.model import Role

ROOT = Path(__file__).parents[2]


def test_the_lines_that_voices_are_compared_with_have_every_role_questions_and_no_figures() -> None:
    lines = voices.read_lines(voices.LINES)
    assert len(lines) == 30
    assert {role for role, _ in lines} == {Role.HEADLINE, Role.SUMMARY, Role.BODY}
    assert sum(text.endswith("؟") for _, text in lines) >= 5
    assert not any(re.search(r"[\dA-Za-z]", text) for _, text in lines)


def test_a_line_without_a_role_is_of_the_body(tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("افتتح الوزير الميناء.\n\nheadline\tافتتاح الميناء\n", encoding="utf-8")
    assert voices.read_lines(file) == [(Role.BODY, "افتتح الوزير الميناء."), (Role.HEADLINE, "افتتاح الميناء")]


def test_a_voice_speaks_its_script_in_a_process_of_its_own_and_tells_what_that_cost(tmp_path: Path) -> None:
    script = voices.scripts(
        [(Role.HEADLINE, "افتتاح الميناء الجديد"), (Role.BODY, "افتتحه الوزير اليوم.")], "ar-espeak"
    )
    (tmp_path / "script.json").write_text(json.dumps(script), encoding="utf-8")
    subprocess.run([sys.executable, voices.__file__, "--speak", tmp_path], check=True, cwd=ROOT)
    cost = json.loads((tmp_path / "cost.json").read_text(encoding="utf-8"))
    seconds = 0.0
    for number, lines in enumerate(script):
        with wave.open(str(tmp_path / f"{number:03}.wav")) as file:
            seconds += file.getnframes() / file.getframerate() - sum(pause for _, _, pause in lines) / 1000
    assert cost["seconds"] == pytest.approx(seconds, abs=0.01)
    assert cost["cpu"] > 0
    assert 20 < cost["megabytes"] < 1000


def test_a_voice_that_cannot_speak_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "script.json").write_text(json.dumps([[["ar-ziad", "...", 0]]]), encoding="utf-8")
    subprocess.run(
        [sys.executable, voices.__file__, "--speak", tmp_path], check=True, cwd=ROOT, env={"HOME": str(tmp_path)}
    )
    assert json.loads((tmp_path / "cost.json").read_text(encoding="utf-8"))["error"]


def test_the_table_is_printed_in_columns_or_in_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    row = ("ar-espeak", "0.600", "1.200", "-2.780", "2.99", "0.010", "50", "offline", "GPL-3.0-or-later")
    voices.show([voices.HEAD, row], markdown=False)
    voices.show([voices.HEAD, row], markdown=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == list(row)
    assert lines[-1] == f"| {' | '.join(row)} |"
