"""``python -m training.voice``: one command from a teacher's voice or a reader's recordings to a voice file.

Each step is skipped if the folder has its result, so that the same command goes on after an interruption.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from training.voice import export, gather, texts
from training.voice.batches import Pool
from training.voice.evaluate import figures
from training.voice.model import Shape, Voice
from training.voice.train import Log, Recipe, begin, fit

HERE = Path(__file__).parent
OWN = HERE.parents[1] / "src" / "audionews" / "engines" / "neural" / "data" / "ar-neural.onnx"
LINES = 3_840  # seven hours; there are 5,700


def main() -> None:
    """Have the texts read, train the networks, write the voice file, and log the figures."""
    given = _arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    torch.use_deterministic_algorithms(mode=given.device == "cpu")
    log = Log(given.out / "log.jsonl", name=given.name)
    paths = _read(given, log)
    if given.only_read:
        return
    learned, kept = gather.load(paths, "learned", given.minutes), gather.load(paths, "kept")
    recipe = _recipe(given)
    done = given.out / f"{given.name}.pt"
    if done.exists():
        voice = load(done)
    else:
        pool = Pool(learned, torch.device(given.device))
        start = load(given.start).state_dict() if given.start else None
        log(minutes=round(pool.size / 12_000, 1), lines=len(learned), parameters=_size(recipe.shape))
        run = begin(recipe, pool, start, done.with_suffix(".checkpoint"))
        voice = fit(run, recipe, pool, lambda each: figures(each, kept[: given.scored]), log)
        voice = voice.cpu().eval()
        log(done=True, kept=figures(voice, kept))
        save(voice, done)
    export.write(voice, given.out / f"{given.name}.onnx", _facts(given), kept[0].rows)


def save(voice: Voice, path: Path) -> None:
    """Write the networks and their shape, for a later export."""
    torch.save({"shape": vars(voice.shape), "weights": voice.state_dict()}, path)


def load(path: Path) -> Voice:
    """Return the networks of a file of ``save``."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    voice = Voice(Shape(**state["shape"]))
    voice.load_state_dict(state["weights"])
    return voice.eval()


def _read(given: argparse.Namespace, log: Log) -> list[Path]:
    """Return the files of what was said."""
    if given.recordings:
        from training.voice import recordings  # noqa: PLC0415 - needs soundfile

        return recordings.gather(given.recordings, recordings.Aligner(given.aligner), given.out / "said", log)
    lines = texts.balanced(texts.corpus(given.gold, given.own))[: given.lines]
    return gather.gather(given.teacher, lines, given.out / "said", given.processes)


def _recipe(given: argparse.Namespace) -> Recipe:
    shape = Shape(width=given.width, inner=given.inner, dilations=tuple(given.dilations))
    return Recipe(
        shape=shape, steps=given.steps, seconds=given.seconds, batch=given.batch, rate=given.rate,
        variance=given.variance, seed=given.seed, fast=given.device == "cuda",
    )  # fmt: skip


def _size(shape: Shape) -> int:
    return sum(weight.numel() for weight in Voice(shape).parameters())


def _facts(given: argparse.Namespace) -> dict[str, object]:
    return json.loads(given.facts.read_text("utf-8")) if given.facts else {"title": given.name}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("training.voice", description=main.__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--teacher", type=Path, help="an HTS voice that reads the texts")
    source.add_argument("--recordings", type=Path, help="folder of NAME.wav, each with its vowelled text in NAME.txt")
    parser.add_argument("--aligner", type=Path, default=OWN, help="the voice file that finds phones in recordings")
    parser.add_argument("--out", type=Path, required=True, help="folder of the training")
    parser.add_argument("--name", default="voice", help="of the voice file")
    parser.add_argument("--facts", type=Path, help="JSON with title, licence and credit, for the voice file")
    parser.add_argument("--gold", type=Path, default=HERE.parent / "gold", help="folder of vowelled sentences")
    parser.add_argument("--own", type=Path, default=HERE / "own", help="folder of the texts for what gold lacks")
    parser.add_argument("--lines", type=int, default=LINES, help="have so many lines read, those for scoring first")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="learn from so much speech alone")
    parser.add_argument("--only-read", action="store_true", help="stop when the texts are read")
    parser.add_argument("--scored", type=int, default=20, help="kept lines that are scored on the way")
    parser.add_argument("--start", type=Path, help="NAME.pt of an earlier training, to go on with its weights")
    parser.add_argument("--steps", type=int, default=Recipe.steps)
    parser.add_argument("--seconds", type=float, default=Recipe.seconds, help="at most so long")
    parser.add_argument("--batch", type=int, default=Recipe.batch, help="windows of a step")
    parser.add_argument("--rate", type=float, default=Recipe.rate, help="the highest learning rate")
    parser.add_argument("--variance", type=float, default=Recipe.variance, help="weight of the difference in variance")
    parser.add_argument("--width", type=int, default=Shape.width, help="channels of the networks")
    parser.add_argument("--inner", type=int, default=Shape.inner, help="channels within the blocks over phones")
    parser.add_argument("--dilations", type=int, nargs="+", default=list(Shape.dilations))
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--processes", type=int, default=2, help="that read texts")
    return parser.parse_args()


if __name__ == "__main__":
    main()
