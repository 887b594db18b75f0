"""``python -m training.diacritizer``: one command from vowelled text to the model file.

Each step is skipped if the folder has its result, so that the same command goes on after an interruption.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.diacritizer import export, packs
from training.diacritizer.recipe import MIX, Recipe, Workshop


def main() -> None:
    """Make the pack, train, blend, write the model, and log each step's figures."""
    given = _arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(given.threads)
    if not (given.out / "pack.npz").exists():
        files = {name: [given.data / f"{name}.txt.xz"] for name in MIX if name != "gold"}
        files["gold"] = sorted(given.gold.glob("*.txt"))
        packs.write(given.out / "pack.npz", *packs.make(files, given.kept, packs.HELD))
    shares = {name: float(share) for name, _, share in (each.partition("=") for each in given.share)}
    recipe = Recipe(
        seeds=given.seeds, steps=given.steps, seconds=given.seconds, everything=given.everything,
        without=frozenset(given.without), shares=shares, device=given.device,
    )  # fmt: skip
    workshop = Workshop(given.out, recipe, given.start)
    if given.only:
        name, _, seed = given.only.partition("-")
        workshop.train(name, int(seed))
        return
    committee = workshop.committee()
    committee.temperature = given.temperature or export.fitting_temperature(committee.members, workshop.kept.values())
    workshop.log(temperature=committee.temperature)
    export.write(committee, given.out / "model.onnx", {"version": given.version})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("training.diacritizer", description=main.__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the training")
    parser.add_argument("--data", type=Path, required=True, help="folder of the vowelled text, one .txt.xz a source")
    parser.add_argument("--gold", type=Path, default=Path("training/gold"), help="folder of our own gold")
    parser.add_argument("--kept", type=Path, required=True, help="lines that must not be learned from, for scoring")
    parser.add_argument("--start", type=Path, required=True, help="folder of the models of text2tashkeel 0.1.0")
    parser.add_argument("--seeds", type=int, default=Recipe.seeds, help="trainings of each start")
    parser.add_argument("--steps", type=int, default=Recipe.steps, help="steps of each training")
    parser.add_argument("--seconds", type=float, default=Recipe.seconds, help="at most so long each")
    parser.add_argument("--everything", action="store_true", help="learn from the lines that are held out as well")
    parser.add_argument("--without", nargs="*", default=[], choices=list(MIX), help="sources to leave out")
    parser.add_argument("--share", nargs="*", default=[], metavar="SOURCE=SHARE", help="use a share of a source")
    parser.add_argument("--only", metavar="START-SEED", help="train this network alone, such as v3-0, and stop")
    parser.add_argument("--temperature", type=float, help="of the probabilities; by default what fits the kept lines")
    parser.add_argument("--version", default="1", help="of the model")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
