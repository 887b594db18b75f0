"""Prints how well each voice is understood, how good it sounds and what it costs, side by side in one run.

    python bench/voices.py [VOICE ...] [--lines FILE] [--markdown] [--worst N] [--keep FOLDER]

Without names it measures all voices that are installed and need no network; the others send the lines to a service, and
have to be asked for. FILE holds a line a line: the text, or its role (headline, summary, body), a tab and the text.
`make bench-voices VOICES="VOICE ..."` sets up the listener before (an environment of 650 MB).

CER, WER: characters and words that the listener writes down wrongly, in all lines together; it errs on 2 to 4 % of the
characters of good Arabic speech. log-prob: the mean log-probability that it gives the text (0 is certain). MOS:
DistillMOS, 1 to 5. RTF: seconds of processor time for a second of sound. MB: the most memory of a process that speaks,
with those that it started. It runs on Linux.
"""

from __future__ import annotations

import argparse
import atexit
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import wave
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from audionews import registry
from audionews.errors import AudionewsError
from audionews.model import Role
from audionews.settings import Settings
from audionews.voices import load_voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.app.voices import VoiceRow

    # What one text becomes for a voice: the voice of each line, what it says, and milliseconds of silence after it.
    Spoken = list[tuple[str, str, int]]

ROOT = Path(__file__).parents[1]
LINES = ROOT / "bench" / "lines.tsv"
LISTENER = ROOT / ".venv" / "measure" / "bin" / "python"
HEAD = ("voice", "CER", "WER", "log-prob", "MOS", "RTF", "MB", "works", "licence")


@dataclass(frozen=True)
class Measured:
    """A voice and its figures.

    Attributes:
        voice: The voice.
        cost: Seconds of sound, seconds of processor time and megabytes; or, under "error", why it does not speak.
        heard: What the listener says of each line.
    """

    voice: VoiceRow
    cost: dict[str, Any]
    heard: list[dict[str, Any]] = field(default_factory=list)

    def cells(self) -> tuple[str, ...]:
        """Return the cells of its row."""
        facts = ("offline" if self.voice.offline else "online", self.voice.licence or "-")
        if not self.heard:
            return (self.voice.name, "-", "-", "-", "-", "-", "-", *facts)
        chances = [each["log_probability"] for each in self.heard if each["log_probability"] is not None]
        return (
            self.voice.name,
            f"{self._rate('cer', 'characters'):.3f}",
            f"{self._rate('wer', 'words'):.3f}",
            f"{mean(chances):.3f}" if chances else "-",
            f"{mean(each['mos'] for each in self.heard):.2f}",
            f"{self.cost['cpu'] / self.cost['seconds']:.3f}",
            f"{self.cost['megabytes']:.0f}",
            *facts,
        )

    def _rate(self, error: str, unit: str) -> float:
        """Return the errors of all lines for each unit in them."""
        rate: float = sum(each[error] * each[unit] for each in self.heard) / sum(each[unit] for each in self.heard)
        return rate


def main() -> None:
    """Measure all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voices", nargs="*", metavar="VOICE")
    parser.add_argument("--lines", type=Path, default=LINES, metavar="FILE")
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="print the N lines of each that are misheard most"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the recordings and what was heard in FOLDER")
    parser.add_argument("--speak", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.speak:
        speak(given.speak)
        return
    if not LISTENER.exists():
        sys.exit("audionews: the listener is not set up\n  try: make bench-voices")
    texts = read_lines(given.lines)
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(texts, given.voices, given.keep or Path(folder))
    show([HEAD, *(each.cells() for each in measured)], markdown=given.markdown)
    for each in measured:
        if "error" in each.cost:
            print(f"{each.voice.name} does not speak: {each.cost['error']}")
        for line in sorted(each.heard, key=lambda line: -line["cer"])[: given.worst]:
            print(f"\n{each.voice.name}  CER {line['cer']:.3f}\n  {line['expected']}\n  {line['heard']}")


def read_lines(path: Path) -> list[tuple[Role, str]]:
    """Return the role and the text of each line."""
    rows = [line.rpartition("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(Role(role or "body"), text.strip()) for role, _, text in rows]


def measure(texts: Sequence[tuple[Role, str]], names: Sequence[str], folder: Path) -> list[Measured]:
    """Let all voices speak into the folder, then listen to them."""
    measured = []
    for voice in chosen(names):
        home = folder / voice.name
        home.mkdir(parents=True, exist_ok=True)
        (home / "script.json").write_text(json.dumps(scripts(texts, voice.name), ensure_ascii=False), encoding="utf-8")
        print(f"{voice.name} speaks", file=sys.stderr)
        command = [sys.executable, __file__, "--speak", str(home)]
        subprocess.run(command, check=True)
        measured.append(Measured(voice, json.loads((home / "cost.json").read_text(encoding="utf-8"))))
    speaking = [each for each in measured if "error" not in each.cost]
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # each has a listener of its own
        folders = [folder / each.voice.name for each in speaking]
        for each, heard in zip(speaking, threads.map(partial(listen, texts), folders), strict=True):
            each.heard.extend(heard)
    return measured


def chosen(names: Sequence[str]) -> Iterator[VoiceRow]:
    """Yield the voices of these names, in their order; without names all that are at hand and make a sound."""
    from audionews.app import list_voices  # noqa: PLC0415 - the process that speaks would carry it about

    rows = {row.name: row for row in list_voices(Settings())}
    for name in names:
        load_voice(name, Settings())  # names the voices that are like it, if there is no such voice
        yield rows[name]
    if not names:
        ready = (row for row in rows.values() if row.state == "ready" and row.offline)
        yield from (row for row in ready if not registry.engine(row.engine).caps.silent)


def scripts(texts: Sequence[tuple[Role, str]], name: str) -> list[Spoken]:
    """Return what a voice speaks for each text, as an episode would have it."""
    from audionews.app import open_diacritizer, open_lexicon  # noqa: PLC0415 - as above
    from audionews.arabic.script import write_script  # noqa: PLC0415 - as above
    from audionews.model import Segment  # noqa: PLC0415 - as above

    settings = Settings()
    lead, diacritizer = load_voice(name, settings), open_diacritizer(settings)
    voices = {role: load_voice(lead.roles.get(role, name), settings) for role in Role}
    lexicons = {voice.name: open_lexicon(settings, voice) for voice in voices.values()}
    found = []
    for role, text in texts:
        voice = voices[role]
        script = write_script(
            [Segment(role=role, text=text)],
            pacing=voice.pacing,
            diacritizer=diacritizer,
            lexicon=lexicons[voice.name],
            caps=registry.engine(voice.engine).caps,
            pausal=voice.pausal,
        )
        found.append([(voice.name, line.spoken, line.pause) for line in script.lines])
    return found


def speak(folder: Path) -> None:
    """Speak the script of a folder into it, a recording for each text, and write beside them what it cost."""
    from audionews.audio.pcm import decode, resample, to_16_bit  # noqa: PLC0415 - only the process that speaks needs it

    cost: dict[str, Any] = {"seconds": 0.0}
    atexit.register(write_cost, folder, cost, spent())  # runs last: engines have ended their processes by then
    script: list[Spoken] = json.loads((folder / "script.json").read_text(encoding="utf-8"))
    voices = {name: load_voice(name, Settings()) for text in script for name, _, _ in text}
    try:
        for number, text in enumerate(script):
            sounds = [decode(registry.engine(voices[name].engine).speak(line, voices[name])) for name, line, _ in text]
            cost["seconds"] += sum(sound.samples.size / sound.rate for sound in sounds)
            rate = sounds[0].rate
            with wave.open(str(folder / f"{number:03}.wav"), "wb") as file:
                file.setparams((1, 2, rate, 0, "NONE", ""))
                for sound, (_, _, pause) in zip(sounds, text, strict=True):
                    file.writeframes(to_16_bit(resample(sound, rate)) + bytes(2 * (rate * pause // 1000)))
        cost["megabytes"] = peak()
    except AudionewsError as error:
        cost["error"] = str(error)


def spent() -> float:
    """Return the seconds of processor time of this process and of those that it started and that have ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def write_cost(folder: Path, cost: dict[str, Any], before: float) -> None:
    """Write what it cost to speak."""
    (folder / "cost.json").write_text(json.dumps(cost | {"cpu": spent() - before}), encoding="utf-8")


def peak() -> float:
    """Return the most megabytes that this process and those that it started have had, as Linux tells.

    What getrusage tells of a process that was just started counts the memory of the one that started it.
    """
    found: dict[str, dict[str, str]] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # it has ended
            found[status.parent.name] = dict(re.findall(r"(\w+):\s+(\d+)", status.read_text()))
    whole = [str(os.getpid())]
    for process in whole:
        whole += [name for name, facts in found.items() if facts["PPid"] == process]
    return sum(int(found[process].get("VmHWM", 0)) for process in whole) / 1024


def listen(texts: Sequence[tuple[Role, str]], folder: Path) -> list[dict[str, Any]]:
    """Return what the listener says of the recordings of a folder."""
    recordings = [(str((folder / f"{number:03}.wav").resolve()), text) for number, (_, text) in enumerate(texts)]
    print(f"listening to {folder.name}", file=sys.stderr)
    command, one = [str(LISTENER), "-m", "bench.listener"], os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    asked = json.dumps(recordings).encode()
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True, cwd=ROOT, env=one)
    (folder / "heard.jsonl").write_bytes(done.stdout)
    return [json.loads(line) for line in done.stdout.splitlines()]


def show(rows: Sequence[tuple[str, ...]], *, markdown: bool) -> None:
    """Print the rows in columns, the first of them as the head."""
    if markdown:
        marks = ["---", *["---:"] * 6, "---", "---"]
        print("\n".join(f"| {' | '.join(row)} |" for row in [rows[0], marks, *rows[1:]]))
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if 0 < at < 7 else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


if __name__ == "__main__":
    main()
