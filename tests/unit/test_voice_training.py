"""The training of a neural voice: the same twice, and on from where it was interrupted. It needs torch."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed; only the training of networks needs it")
batches = pytest.importorskip("training.voice.batches")
evaluate = pytest.importorskip("training.voice.evaluate")
model = pytest.importorskip("training.voice.model")
train = pytest.importorskip("training.voice.train")

from tests.unit.test_voice_texts import spoken  # noqa: E402 - after the look for torch

LINES = ["هَلْ عَادَ الْوَفْدُ، أَمْ بَقِيَ؟", "تَعُودُ الْمِيَاهُ إِلَى الْأَحْيَاءِ", "لَا", "كَفَى!"]
SMALL = model.Shape(width=16, inner=16, dilations=(1, 2), dropout=0.0)


def pool() -> Any:  # noqa: ANN401 - its type needs torch
    return batches.Pool([spoken(text, at) for at, text in enumerate(LINES)], torch.device("cpu"))


def trained(path: Path, steps: int, interrupt: int = 0) -> dict[str, np.ndarray]:
    recipe = train.Recipe(shape=SMALL, steps=steps, batch=2, window=40)
    if interrupt:
        run = train.begin(recipe, pool(), None, path)
        told = []

        def stop(**facts: object) -> None:
            told.append(facts)
            if len(told) == interrupt:
                run.save()
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            train.fit(run, recipe, pool(), lambda _: {}, stop)
    run = train.begin(recipe, pool(), None, path)
    voice = train.fit(run, recipe, pool(), lambda _: {}, lambda **_: None)
    return {name: weight.numpy() for name, weight in voice.state_dict().items()}


def test_the_same_training_gives_the_same_weights(tmp_path: Path) -> None:
    one, other = trained(tmp_path / "one", 6), trained(tmp_path / "other", 6)
    assert all((one[name] == other[name]).all() for name in one)


def test_an_interrupted_training_goes_on(tmp_path: Path) -> None:
    whole, interrupted = trained(tmp_path / "whole", 8), trained(tmp_path / "parts", 8, interrupt=4)
    assert all(np.allclose(whole[name], interrupted[name], atol=1e-6) for name in whole)


def test_a_window_says_what_the_whole_line_says() -> None:
    line = spoken(LINES[1])
    torch.manual_seed(1)
    voice = model.Voice(SMALL).eval()
    whole, _ = evaluate.say(voice, line.rows, line.frames)
    alone = batches.Pool([spoken("لَا"), line, spoken("كَفَى")], torch.device("cpu"))
    before = len(spoken("لَا").parameters)
    batch = alone.windows(torch.tensor([before + 30]), 40, SMALL)
    codes = voice.encode(batch.rows, batch.phone_mask)
    spread = codes.gather(1, batch.at[..., None].expand(-1, -1, codes.shape[-1]))
    said = voice.real(voice.decode(spread, batch.place, batch.frame_mask))[0].detach().numpy()
    margin = SMALL.frame_margin
    np.testing.assert_allclose(said[margin : margin + 40], whole[30:70], atol=1e-4)
