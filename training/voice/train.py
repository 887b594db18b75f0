"""The training: windows at random, a warm-up and a cosine, a moving average of the weights, checkpoints and a log."""

from __future__ import annotations

import copy
import json
import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from training.voice.model import Shape, Voice
from training.voice.world import ORDER, PITCH, VOICING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from training.voice.batches import Batch, Pool

WARM_UP = 0.03  # share of the training
CHECK_SECONDS = 60  # between checkpoints
UNVOICED = 0.05  # weight of the pitch where it is drawn straight
WEIGHTS = {
    "spectrum": 1.0,
    "change": 1.0,
    "pitch": 0.6,
    "pitch change": 1.0,
    "voicing": 0.15,
    "bands": 0.2,
    "length": 0.5,
}


@dataclass(frozen=True)
class Recipe:
    """What may differ between trainings.

    Attributes:
        shape: Of the networks.
        steps: At most so many.
        seconds: At most so long; the rate falls with whichever ends first.
        batch: Windows a step.
        window: Scored frames of a window.
        rate: The highest learning rate.
        average: Decay of the moving average of the weights, a step.
        decay: Weight decay.
        variance: Weight of the difference in variance.
        seed: Of the first weights and the windows.
        scores: How often the kept lines are scored.
        fast: Compute in bfloat16.
    """

    shape: Shape = field(default_factory=Shape)
    steps: int = 12_000
    seconds: float = math.inf
    batch: int = 16
    window: int = 256
    rate: float = 2e-3
    average: float = 0.999
    decay: float = 0.01
    variance: float = 0.1
    seed: int = 0
    scores: int = 8
    fast: bool = False


@dataclass
class Run:
    """Where a training stands; what a checkpoint holds."""

    model: Voice
    average: Voice
    optimizer: torch.optim.Optimizer
    chance: torch.Generator
    path: Path
    step: int = 0
    elapsed: float = 0.0

    def save(self) -> None:
        """Write a checkpoint, whole or not at all."""
        state = {
            "model": self.model.state_dict(), "average": self.average.state_dict(), "step": self.step,
            "optimizer": self.optimizer.state_dict(), "chance": self.chance.get_state(), "elapsed": self.elapsed,
        }  # fmt: skip
        partial = self.path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self.path)

    def load(self) -> None:
        """Go on where the checkpoint ends."""
        state = torch.load(self.path, map_location="cpu", weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.chance.set_state(state["chance"])
        self.step, self.elapsed = state["step"], state["elapsed"]


def begin(recipe: Recipe, pool: Pool, start: Mapping[str, Tensor] | None, path: Path) -> Run:
    """Return a training.

    Args:
        recipe: What to do.
        pool: The lines; the training is where they are.
        start: Weights to begin with, if not with new ones.
        path: Of a checkpoint that is written now and then, and from which an interrupted training goes on.
    """
    torch.manual_seed(recipe.seed)
    device = pool.mean.device
    model = Voice(recipe.shape)
    model.mean, model.deviation = pool.mean.cpu(), pool.deviation.cpu()
    if start is not None:
        model.load_state_dict(start)
    model = model.to(device)
    average = copy.deepcopy(model).eval().requires_grad_(requires_grad=False)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=recipe.rate, betas=(0.9, 0.99), weight_decay=recipe.decay, fused=device.type == "cuda"
    )
    run = Run(model, average, optimizer, torch.Generator().manual_seed(recipe.seed), path)
    if path.exists():
        run.load()
    return run


def fit(
    run: Run, recipe: Recipe, pool: Pool, score: Callable[[Voice], dict[str, float]], log: Callable[..., None]
) -> Voice:
    """Train, and return the averaged network.

    Args:
        run: Where the training stands.
        recipe: What to do.
        pool: The lines.
        score: Returns the figures of the kept lines.
        log: Takes the facts of each score as keywords.
    """
    device = pool.mean.device
    begun = checked = time.monotonic()
    begun -= run.elapsed
    done = _done(run, recipe)
    next_score = (math.floor(done * recipe.scores) + 1) / recipe.scores
    losses: dict[str, Tensor] = {}
    while done < 1:
        for group in run.optimizer.param_groups:
            group["lr"] = recipe.rate * _slope(done)
        starts = torch.randint(pool.size - recipe.window, (recipe.batch,), generator=run.chance).to(device)
        losses = _step(run, recipe, pool.windows(starts, recipe.window, recipe.shape))
        run.step += 1
        run.elapsed = time.monotonic() - begun
        done = _done(run, recipe)
        if done >= next_score:
            log(step=run.step, seconds=round(run.elapsed), learned=_rounded(losses), kept=score(run.average))
            next_score += 1 / recipe.scores
        if time.monotonic() - checked > CHECK_SECONDS:
            run.save()
            checked = time.monotonic()
    return run.average


def _done(run: Run, recipe: Recipe) -> float:
    return max(run.step / recipe.steps, run.elapsed / recipe.seconds)


def _slope(done: float) -> float:
    """Return the share of the highest rate."""
    if done < WARM_UP:
        return max(0.02, done / WARM_UP)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (done - WARM_UP) / (1 - WARM_UP)))


def _rounded(losses: dict[str, Tensor]) -> dict[str, float]:
    return {name: round(loss.item(), 4) for name, loss in losses.items()}


def _step(run: Run, recipe: Recipe, batch: Batch) -> dict[str, Tensor]:
    with torch.autocast(batch.rows.device.type, torch.bfloat16, enabled=recipe.fast):
        codes = run.model.encode(batch.rows, batch.phone_mask)
        lengths = run.model.lengths(codes)
        spread = codes.gather(1, batch.at[..., None].expand(-1, -1, codes.shape[-1]))
        said = run.model.decode(spread, batch.place, batch.frame_mask)
    losses = differences(run.model, batch, lengths.float(), said.float())
    total = sum(WEIGHTS.get(name, recipe.variance) * loss for name, loss in losses.items())
    run.optimizer.zero_grad(set_to_none=True)
    total.backward()
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
    run.optimizer.step()
    decay = min(recipe.average, (1 + run.step) / (20 + run.step))
    with torch.no_grad():
        torch._foreach_lerp_(list(run.average.parameters()), list(run.model.parameters()), 1 - decay)
    return losses


def differences(model: Voice, batch: Batch, lengths: Tensor, said: Tensor) -> dict[str, Tensor]:
    """Return the parts of the loss.

    Args:
        model: Has the scale of the parameters.
        batch: What was to be said.
        lengths: The log of the frames that each phone gets.
        said: Scaled parameters that each frame gets, with voicing as a logit.
    """
    wanted = (batch.parameters - model.mean) / model.deviation
    mask = batch.frame_scored[..., None]
    count = mask.sum() + 1e-6
    pairs = mask[:, 1:] * mask[:, :-1]
    # Between the scale of the ear, where all coefficients count the same, and one where each varies as much.
    weight = (model.deviation[: ORDER + 1] / model.deviation[: ORDER + 1].mean()).sqrt()
    off = (said - wanted) * mask
    moved = (said.diff(dim=1) - wanted.diff(dim=1)) * pairs
    voiced = batch.parameters[..., VOICING : VOICING + 1]
    spectrum, pitch = slice(0, ORDER + 1), slice(PITCH, PITCH + 1)
    heard = voiced + UNVOICED * (1 - voiced)
    logit = said[..., VOICING : VOICING + 1]
    uncertain = functional.binary_cross_entropy_with_logits(logit, voiced, reduction="none")
    return {
        "spectrum": (off[..., spectrum].abs() * weight).mean(-1).sum() / count,
        "change": (moved[..., spectrum].abs() * weight).mean(-1).sum() / count,
        "pitch": (off[..., pitch].abs() * heard).sum() / count,
        "pitch change": (moved[..., pitch].abs() * heard[:, 1:]).sum() / count,
        "voicing": (uncertain * mask).sum() / count,
        "bands": off[..., VOICING + 1 :].abs().mean(-1).sum() / count,
        "length": ((lengths - batch.frames.log()).abs() * batch.phone_scored).sum() / (batch.phone_scored.sum() + 1e-6),
        "variance": _narrower(said[..., spectrum], wanted[..., spectrum], mask),
    }


def _narrower(said: Tensor, wanted: Tensor, mask: Tensor) -> Tensor:
    """Return how far the deviation of each coefficient within the windows is from what it should be."""
    count = mask.sum(1) + 1e-6

    def deviation(values: Tensor) -> Tensor:
        mean = (values * mask).sum(1) / count
        return (((values - mean[:, None]) ** 2 * mask).sum(1) / count + 1e-4).sqrt()

    return (deviation(said) - deviation(wanted)).abs().mean()


class Log:
    """Lines of JSON in a file, and on the screen."""

    def __init__(self, path: Path, **always: object) -> None:
        self._path, self._always = path, always

    def __call__(self, **facts: object) -> None:
        """Add a line."""
        line = json.dumps({**self._always, **facts})
        print(line, flush=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
