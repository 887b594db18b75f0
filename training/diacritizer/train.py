"""The training: phases of steps with a warm-up and a cosine, a moving average of the weights, checkpoints and a log."""

from __future__ import annotations

import copy
import json
import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch
from torch import nn

from training.diacritizer.batches import shares
from training.diacritizer.data import UNLABELLED
from training.diacritizer.scoring import probabilities, score

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from training.diacritizer.batches import Batch, Pool
    from training.diacritizer.scoring import Kept

WARM_UP = 0.05  # share of a phase
CHECK_SECONDS = 30  # between checkpoints


@dataclass(frozen=True)
class Phase:
    """One stretch of training.

    Attributes:
        name: In the log.
        mix: The weight of each source in a batch.
        steps: At most so many.
        seconds: At most so long; the rate falls with whichever ends first.
        batch: Windows a step.
        length: Characters a window.
        rate: The highest learning rate.
        average: Decay of the moving average of the weights, a step.
        smoothing: Share of the label that is spread over all classes.
        decay: Weight decay.
        scores: How often the kept lines are scored.
        fast: Compute in bfloat16.
    """

    name: str
    mix: Mapping[str, float]
    steps: int
    seconds: float = math.inf
    batch: int = 64
    length: int = 256
    rate: float = 7e-4
    average: float = 0.99
    smoothing: float = 0.02
    decay: float = 0.01
    scores: int = 4
    fast: bool = False


@dataclass
class Run:
    """Where a training stands; what a checkpoint holds.

    Attributes:
        model: The network that learns.
        average: The moving average of its weights, which is what is kept.
        step: Steps done of the phase.
        elapsed: Seconds spent in it.
    """

    model: nn.Module
    average: nn.Module = field(init=False)
    step: int = 0
    elapsed: float = 0.0

    def __post_init__(self) -> None:
        self.average = copy.deepcopy(self.model).requires_grad_(requires_grad=False)
        for part in self.average.modules():
            if isinstance(part, nn.LSTM):
                part.flatten_parameters()


def fit(
    run: Run, phase: Phase, pool: Pool, kept: Mapping[str, Kept], log: Callable[..., None], path: Path | None = None
) -> nn.Module:
    """Train through a phase and return the averaged network.

    Args:
        run: Where the training stands; is changed.
        phase: What to do.
        pool: Draws the batches.
        kept: Lines to score, by name.
        log: Takes the facts of each score as keywords.
        path: Of a checkpoint that is written now and then, and from which an interrupted phase goes on.
    """
    optimizer = torch.optim.AdamW(run.model.parameters(), lr=phase.rate, betas=(0.9, 0.98), weight_decay=phase.decay)
    if path is not None and path.exists():
        _load(path, run, optimizer, pool)
    counts = shares(phase.mix, phase.batch)
    begun, checked = time.monotonic() - run.elapsed, time.monotonic()
    done = max(run.step / phase.steps, run.elapsed / phase.seconds)
    next_score, losses = math.floor(done * phase.scores + 1) / phase.scores, []
    while done < 1:
        for group in optimizer.param_groups:
            group["lr"] = phase.rate * _slope(done)
        losses.append(_step(run, phase, pool.draw(counts, phase.length), optimizer))
        run.step += 1
        run.elapsed = time.monotonic() - begun
        done = max(run.step / phase.steps, run.elapsed / phase.seconds)
        if done >= next_score or done >= 1:
            loss = torch.stack(losses).mean().item()
            facts = {name: score(probabilities(run.average, each), each) for name, each in kept.items()}
            characters = run.step * phase.batch * phase.length
            log(phase=phase.name, step=run.step, seconds=round(run.elapsed, 1), characters=characters,
                loss=round(loss, 4), **facts)  # fmt: skip
            next_score, losses = next_score + 1 / phase.scores, []
        if path is not None and time.monotonic() - checked > CHECK_SECONDS:
            _save(path, run, optimizer, pool)
            checked = time.monotonic()
    return run.average


def _step(run: Run, phase: Phase, batch: Batch, optimizer: torch.optim.Optimizer) -> torch.Tensor:
    with torch.autocast(batch.chars.device.type, torch.bfloat16, enabled=phase.fast):
        scores = run.model(batch.chars, batch.sources)
    loss = nn.functional.cross_entropy(
        scores.float().flatten(0, 1), batch.labels.flatten(), ignore_index=UNLABELLED, label_smoothing=phase.smoothing
    )
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
    optimizer.step()
    decay = min(phase.average, (run.step + 1) / (run.step + 10))
    with torch.no_grad():
        torch._foreach_lerp_(list(run.average.parameters()), list(run.model.parameters()), 1 - decay)
    return loss.detach()


def _slope(done: float) -> float:
    return min(1.0, done / WARM_UP + 0.01) * (0.02 + 0.98 * (1 + math.cos(math.pi * done)) / 2)


def _save(path: Path, run: Run, optimizer: torch.optim.Optimizer, pool: Pool) -> None:
    state = {
        "model": run.model.state_dict(), "average": run.average.state_dict(), "optimizer": optimizer.state_dict(),
        "step": run.step, "elapsed": run.elapsed, "draw": pool.random.get_state(), "random": torch.get_rng_state(),
        "device_random": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }  # fmt: skip
    whole = path.with_suffix(".part")
    torch.save(state, whole)
    whole.replace(path)


def _load(path: Path, run: Run, optimizer: torch.optim.Optimizer, pool: Pool) -> None:
    state = torch.load(path, map_location="cpu", weights_only=True)
    run.model.load_state_dict(state["model"])
    run.average.load_state_dict(state["average"])
    optimizer.load_state_dict(state["optimizer"])
    run.step, run.elapsed = state["step"], state["elapsed"]
    pool.random.set_state(state["draw"])
    torch.set_rng_state(state["random"])
    if state["device_random"]:
        torch.cuda.set_rng_state_all(state["device_random"])


class Log:
    """Writes facts as JSON lines, and prints them."""

    def __init__(self, path: Path, **always: object) -> None:
        self._path = path
        self._always = always

    def __call__(self, **facts: object) -> None:
        """Write one line."""
        line = json.dumps(self._always | facts, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        print(line, flush=True)
