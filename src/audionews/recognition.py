"""Recognizes speech with Whisper, through faster-whisper (extra ``proof``). Nothing is downloaded, and nobody is asked.

The model is a folder with the files of a Whisper model for CTranslate2, or the name of one that an earlier download has
left in the cache of the Hugging Face Hub.
"""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Any

from audionews.arabic.letters import strip_marks
from audionews.errors import SettingsError
from audionews.ports import Recognition

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL = "AUDIONEWS_PROOF_MODEL"  # the environment variable
PACKAGE = "faster_whisper"
RATE = 16_000  # samples a second that the model takes
LONGEST = 30.0  # seconds that it takes at once
_FRAMES = 3_000  # of its spectrum in that time
_SMALLEST = 1e-10  # chance of a token
_NAME = f"name the folder of a Whisper model for faster-whisper in {MODEL}, or with --model"


class WhisperRecognizer:
    """A Whisper model on the processor of this machine, one thread. It loads when it is made.

    Args:
        model: Its folder, or the name of one in the cache of the Hugging Face Hub; "" takes that of the environment.

    Raises:
        SettingsError: faster-whisper is not installed, or there is no such model on this machine.
    """

    def __init__(self, model: str = "") -> None:
        wanted = model or os.environ.get(MODEL, "")
        if not wanted:
            raise SettingsError("no model of a recognizer is named", _NAME)
        os.environ["HF_HUB_OFFLINE"] = "1"  # read when the hub is imported
        try:
            from faster_whisper import WhisperModel  # noqa: PLC0415 - loads when used
            from faster_whisper.tokenizer import Tokenizer  # noqa: PLC0415 - as above
        except ImportError as error:
            raise SettingsError("listening needs faster-whisper", 'pip install "audionews[proof]"') from error
        try:
            self._model: Any = WhisperModel(
                wanted, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
            )
        except Exception as error:  # of several libraries, which know no common one
            raise SettingsError(f"there is no Whisper model in {wanted}", _NAME) from error
        languages: bool = self._model.model.is_multilingual
        if not languages:
            raise SettingsError(f"the model in {wanted} knows English only", "take one without .en in its name")
        self._tokenizer = Tokenizer(self._model.hf_tokenizer, languages, task="transcribe", language="ar")

    def recognize(self, samples: NDArray[np.float32], text: str) -> Recognition:
        """Return what is recognized in the sound, and how likely it makes each word of the text.

        Args:
            samples: Mono, 16,000 samples a second, at most half a minute; what is longer is cut.
            text: What should be spoken in it; vowel marks do not count.
        """
        from faster_whisper.audio import pad_or_trim  # noqa: PLC0415 - loads when used

        features = self._model.feature_extractor(samples[: round(LONGEST * RATE)])
        encoded = self._model.encode(pad_or_trim(features, _FRAMES))
        # No three tokens may come twice: on unclear sound the model would repeat them for ever.
        (found,) = self._model.model.generate(
            encoded,
            [[*self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]],
            beam_size=1,
            no_repeat_ngram_size=3,
        )
        transcript: str = self._tokenizer.decode(found.sequences_ids[0]).strip()
        frames = min(features.shape[-1], _FRAMES)
        return Recognition(transcript, self._chances(encoded, frames, text))

    def _chances(self, encoded: object, frames: int, text: str) -> tuple[float, ...]:
        """Return the log-probabilities of the words of a text, given the encoded sound."""
        tokens = [self._tokenizer.encode(f" {word}") for word in strip_marks(text).split()]
        joined = [token for word in tokens for token in word]
        if not joined:
            return ()
        (aligned,) = self._model.model.align(encoded, self._tokenizer.sot_sequence, [joined], frames)
        chances = iter([math.log(max(chance, _SMALLEST)) for chance in aligned.text_token_probs])
        return tuple(sum(next(chances) for _ in word) for word in tokens)
