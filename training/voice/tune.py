"""A livelier tune than the teacher's: it reads questions and the parts of a list as if they were statements.

The pitch of the last two syllables before a question mark is bent upwards, and a little before a comma; an exclamation
is spoken in a wider range. The rule works on what is learned, and the network learns it from the feature "ending".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from audionews.arabic.phonemes.line import Ending
from audionews.engines.neural.features import FIELDS
from training.voice.world import HALF, PITCH, VOICING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.voice.utterance import Utterance

SEMITONE = float(np.log(2)) / 12
RISES = {Ending.QUESTION: 12.0, Ending.CONTINUATION: 5.0}  # semitones at the end of the last syllable
WHOLE = {Ending.QUESTION: 0.7, Ending.EXCLAMATION: 0.7}  # semitones over the whole phrase
WIDER = 1.25  # the range of an exclamation
RISING = 2  # syllables over which the pitch rises


def tuned(utterance: Utterance) -> Utterance:
    """Return the utterance with its pitch bent as its endings ask for."""
    parameters = utterance.parameters.copy()
    parameters[:, PITCH] += _bend(utterance)
    return replace(utterance, parameters=parameters)


def _bend(utterance: Utterance) -> NDArray[np.float64]:
    """Return what is added to the log of the pitch of each frame."""
    of_frame = np.repeat(np.arange(len(utterance.frames)), utterance.frames)
    rows = utterance.rows[of_frame]
    ending, spoken = rows[:, FIELDS.index("ending")], rows[:, FIELDS.index("syllable in phrase")] > 0
    bend = np.zeros(len(rows))
    for kind, rise in RISES.items():
        bend += np.where(ending == kind, rise * _progress(rows) ** 1.5, 0.0)
    for kind, whole in WHOLE.items():
        bend += np.where((ending == kind) & spoken, whole, 0.0)
    bend *= SEMITONE
    excited = (ending == Ending.EXCLAMATION) & spoken
    voiced = excited & (utterance.parameters[:, VOICING] > HALF)
    if voiced.any():
        pitch = utterance.parameters[:, PITCH]
        bend += np.where(excited, (WIDER - 1) * (pitch - pitch[voiced].mean()), 0.0)
    return bend


def _progress(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how far each frame is through the last syllables of its phrase, 0 to 1; 0 elsewhere."""
    left = rows[:, FIELDS.index("syllable in phrase, from its end")].astype(np.int64)
    through = np.zeros(len(rows))
    edges = np.flatnonzero(np.diff(left, prepend=-1))
    for start, end in zip(edges, [*edges[1:], len(rows)], strict=True):
        if 0 < left[start] <= RISING:
            steps = (np.arange(end - start) + 1) / (end - start)
            through[start:end] = (RISING - left[start] + steps) / RISING
    return through
