"""The recipe: how the shipped model is made from rawi's weights and vowelled news.

Networks that start from the same weights and see the batches in another order end close to each other, and the mean of
their weights is better than each. So rawi-v3 and rawi-v2 are trained several times each and blended, and the two blends
together are the model.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch

from training.diacritizer import packs, start
from training.diacritizer.batches import Pool
from training.diacritizer.model import Committee, Tagger, blend
from training.diacritizer.scoring import Kept, probabilities, score
from training.diacritizer.train import Log, Phase, Run, fit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from training.diacritizer.data import Corpus

MIX = {"wikinewsmax": 3.0, "gold": 3.0, "asc": 1.5, "catt_rest": 0.5, "aljazeera": 3.0, "classical": 3.0}


@dataclass(frozen=True)
class Recipe:
    """What may differ between trainings.

    Attributes:
        seeds: How often each start is trained.
        steps: Of each training.
        seconds: At most so long each.
        everything: Learn from what is held out as well; the figures of these sources then mean nothing.
        without: Sources that are left out.
        shares: Of some sources only a share.
        device: Where it is computed.
    """

    seeds: int = 5
    steps: int = 600
    seconds: float = float("inf")
    everything: bool = False
    without: frozenset[str] = frozenset()
    shares: Mapping[str, float] = field(default_factory=dict)
    device: str = "cpu"


class Workshop:
    """A folder with a training in it: the pack, the networks as they are done, checkpoints and the log."""

    def __init__(self, folder: Path, recipe: Recipe, starts: Path) -> None:
        """Read the pack of the folder.

        Args:
            folder: Holds pack.npz.
            recipe: What to do.
            starts: The folder of rawi's files.
        """
        self.folder, self._recipe, self._starts = folder, recipe, starts
        self._device = torch.device(recipe.device)
        self._learned, scored = packs.read(folder / "pack.npz")
        self.kept = {name: Kept(corpus, self._device) for name, corpus in scored.items()}
        self.log = Log(folder / "log.jsonl")

    def train(self, name: str, seed: int) -> Tagger:
        """Return one network, trained now unless the folder has it."""
        recipe, done = self._recipe, self.folder / f"{name}-{seed}.pt"
        torch.manual_seed(seed)
        network = start.load(self._starts, name, dropout=0.2).to(self._device)
        if done.exists():
            network.load_state_dict(torch.load(done, map_location=self._device, weights_only=True))
            return network
        mix, corpora = self._mixed()
        phase = Phase(f"{name}-{seed}", mix, recipe.steps, recipe.seconds, fast=self._device.type == "cuda")
        pool = Pool(corpora, {each: packs.SOURCES[each.removesuffix("+held")] for each in corpora}, self._device, seed)
        network = fit(Run(network), phase, pool, self.kept, self.log, done.with_suffix(".checkpoint"))
        torch.save(network.state_dict(), done)
        return network

    def committee(self) -> Committee:
        """Return the blends of both starts, trained as far as they are not done, and log their figures."""
        blends = [blend([self.train(name, seed) for seed in range(self._recipe.seeds)]).eval() for name in start.NAMES]
        for kept_name, kept in self.kept.items():
            said = [probabilities(each, kept) for each in blends]
            figures = {name: score(each, kept) for name, each in zip(start.NAMES, said, strict=True)}
            self.log(kept=kept_name, **figures, both=score(torch.stack(said).mean(0), kept))
        return Committee([each.cpu() for each in blends])

    def _mixed(self) -> tuple[dict[str, float], dict[str, Corpus]]:
        recipe = self._recipe
        mix, corpora = {}, {}
        for name, weight in MIX.items():
            if name in recipe.without:
                continue
            share = recipe.shares.get(name, 1.0)
            whole = name + "+held" if recipe.everything and name in packs.HELD else name
            mix[whole] = weight * share
            corpora[whole] = packs.thin(self._learned[whole], share) if share < 1 else self._learned[whole]
        return mix, corpora
