"""What a neural voice learns from: texts, files of utterances, the tune of endings, phones found in recordings."""

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from training.voice import texts, utterance
from training.voice.align import aligned, warp
from training.voice.gather import gather, load, planned
from training.voice.texts import Line, balanced, corpus, is_kept, pairs
from training.voice.tune import SEMITONE, tuned
from training.voice.utterance import Utterance
from training.voice.world import PITCH, SIZE, VOICING, interpolated

from audionews.arabic.phonemes.line import phonemes
from audionews.engines.neural.features import FIELDS, features

ROOT = Path(__file__).parents[2]
GOLD, OWN = ROOT / "training" / "gold", ROOT / "training" / "voice" / "own"


def spoken(text: str, seed: int = 0) -> Utterance:
    """Return what a voice of chance says: each phone 6 to 12 frames."""
    chance = np.random.default_rng(seed)
    rows, _ = features(phonemes(text))
    frames = chance.integers(6, 13, len(rows)).astype(np.int32)
    parameters = np.repeat(chance.normal(size=(len(rows), SIZE)), frames, axis=0).astype(np.float32)
    parameters[:, PITCH], parameters[:, VOICING] = 4.8, 1.0
    return Utterance(rows, frames, parameters)


def test_the_corpus_is_always_the_same() -> None:
    assert corpus(GOLD, OWN) == corpus(GOLD, OWN)
    lines = balanced(corpus(GOLD, OWN))
    assert lines == balanced(corpus(GOLD, OWN))
    assert {line.source for line in lines} == {"gold", "own", "clauses", "endings", "exchanged"}


def test_nothing_of_the_kept_lines_is_learned() -> None:
    lines = corpus(GOLD, OWN)
    kept = {line.text for line in lines if line.kept}
    clauses = {part for text in kept for part in re.split("(?<=[،؛:]) ", text)}
    assert len(kept) > 40
    assert not (kept | clauses) & {line.text for line in lines if not line.kept}


def test_a_beginning_of_the_corpus_has_all_sources() -> None:
    lines = [line for line in balanced(corpus(GOLD, OWN)) if not line.kept]
    assert {line.source for line in lines[:300]} == {line.source for line in lines}


def test_every_pair_of_the_kept_news_is_learned_often() -> None:
    lines = corpus(GOLD, OWN)
    heard = pairs(line.text for line in lines if line.kept)
    learned = pairs(line.text for line in lines[:1500] if not line.kept)
    assert texts.covered(learned, heard, 5) > 0.99


def test_blocks_of_lines_are_kept() -> None:
    assert [at for at in range(240) if is_kept(at)] == [*range(114, 120), *range(234, 240)]


def test_utterances_come_back_from_a_file(tmp_path: Path) -> None:
    written = [spoken("هَلْ عَادَ، أَمْ بَقِيَ؟", 1), spoken("لَا", 2)]
    utterance.write(tmp_path / "some.npz", written)
    found = utterance.read(tmp_path / "some.npz")
    for one, other in zip(written, found, strict=True):
        assert (one.rows == other.rows).all()
        assert (one.frames == other.frames).all()
        assert np.abs(one.parameters - other.parameters).max() < 0.005
        assert np.abs(one.parameters[:, PITCH] - other.parameters[:, PITCH]).max() < 0.001
    first = (tmp_path / "some.npz").read_bytes()
    utterance.write(tmp_path / "some.npz", written)
    assert (tmp_path / "some.npz").read_bytes() == first


def test_lines_that_were_read_are_not_read_again(tmp_path: Path) -> None:
    lines = [Line("لَا", "own", kept=True), *(Line(f"نَعَمْ {'لَا ' * at}", "own") for at in range(40))]
    work = planned(lines, tmp_path)
    for path, part in work:
        utterance.write(path, [spoken(text) for text in part])
    paths = gather(tmp_path / "no-voice", lines, tmp_path, processes=2)  # it would need the voice to read any
    assert paths == [path for path, _ in work]
    assert len(load(paths, "kept")) == 1
    assert len(load(paths, "learned")) == 40
    assert 0 < len(load(paths, "learned", minutes=0.01)) < 40


def test_a_question_rises_at_its_end_and_a_statement_stays() -> None:
    question, statement = spoken("هَلْ عَادَ الْوَفْدُ؟"), spoken("هَلْ عَادَ الْوَفْدُ.")
    assert (tuned(statement).parameters == statement.parameters).all()
    risen = (tuned(question).parameters - question.parameters)[:, PITCH] / SEMITONE
    last = int(question.frames[:-1].sum()) - 1
    assert risen[last] > 4
    assert 0 < risen[int(question.frames[0])] < 1
    assert risen[: question.frames[0]].max() == 0


def test_an_exclamation_has_a_wider_range() -> None:
    line = spoken("كَفَى ذَلِكَ!")
    line.parameters[:, PITCH] += np.linspace(0.2, -0.2, len(line.parameters), dtype=np.float32)
    inside = slice(int(line.frames[0]), -int(line.frames[-1]))
    before, after = line.parameters[inside, PITCH], tuned(line).parameters[inside, PITCH]
    assert np.ptp(after) > 1.2 * np.ptp(before)


def test_unvoiced_stretches_are_crossed_in_a_straight_line() -> None:
    log_pitch, voiced = interpolated(np.array([0.0, 100.0, 0.0, 0.0, 100.0, 0.0]))
    assert log_pitch == pytest.approx(np.log(100.0))
    assert voiced.tolist() == [0, 1, 0, 0, 1, 0]
    assert interpolated(np.zeros(3))[1].sum() == 0


def test_the_same_sequence_is_aligned_with_itself() -> None:
    line = spoken("تَعُودُ الْمِيَاهُ إِلَى الْأَحْيَاءِ")
    assert (aligned(line.parameters, line.frames, line.parameters) == line.frames).all()


def test_phones_are_found_in_a_slower_reading() -> None:
    line = spoken("تَعُودُ الْمِيَاهُ إِلَى الْأَحْيَاءِ الْجَنُوبِيَّةِ")
    slower = line.frames + np.random.default_rng(3).integers(0, 7, len(line.frames)).astype(np.int32)
    parts = np.split(line.parameters, np.cumsum(line.frames)[:-1])
    heard = np.concatenate([np.repeat(part[:1], count, axis=0) for part, count in zip(parts, slower, strict=True)])
    noisy = heard + np.random.default_rng(4).normal(scale=0.1, size=heard.shape).astype(np.float32)
    found = aligned(line.parameters, line.frames, noisy)
    assert found.sum() == len(noisy)
    assert np.abs(found - slower).mean() < 1


def test_each_phone_gets_a_frame_at_least() -> None:
    line = spoken("تَعُودُ الْمِيَاهُ")
    found = aligned(line.parameters, line.frames, line.parameters[: len(line.frames) + 2])
    assert found.min() >= 1
    assert found.sum() == len(line.frames) + 2
    with pytest.raises(ValueError, match="frames for"):
        aligned(line.parameters, line.frames, line.parameters[:3])


def test_a_path_begins_and_ends_with_both_sequences() -> None:
    path = warp(np.zeros((4, 2)), np.zeros((6, 2)))
    assert path[0] == (0, 0)
    assert path[-1] == (3, 5)
    assert all(a <= c and b <= d for (a, b), (c, d) in pairwise(path))


def test_features_fit_the_files() -> None:
    rows, _ = features(phonemes("نَعَمْ " * 300))  # counts beyond what a line has
    assert rows.shape[1] == len(FIELDS)
    assert rows.max() < np.iinfo(np.uint16).max
