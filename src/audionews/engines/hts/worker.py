"""Turns labels into sound with the HTS engine of pyopenjtalk and goes on until stdin ends: a program of its own.

Native code runs here and nowhere else, so that its crash costs one clip. It is run by path and imports nothing of
audionews.

    worker.py VOICE_FILE < questions > answers

A question is one line of JSON: {"labels": [...], "speed": 1.0, "pitch": 0.0}. An answer is a line "RATE BYTES" and so
many bytes of PCM (mono, signed, 16 bits, little-endian). It ends with one of the exit codes below.
"""

import json
import os
import signal
import sys
from typing import BinaryIO

NO_PACKAGE, NO_VOICE = 11, 12
HEADROOM = 0.25  # the voice goes up to three times over full scale; mastering gives the loudness back


def serve(voice: str, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer every question.

    Raises:
        SystemExit: With one of the exit codes.
    """
    try:
        import numpy as np  # noqa: PLC0415 - a missing package has an exit code
        from pyopenjtalk.htsengine import HTSEngine  # noqa: PLC0415 - as above
    except ImportError:
        sys.exit(NO_PACKAGE)
    try:
        engine = HTSEngine(os.fsencode(voice))
    except RuntimeError:
        sys.exit(NO_VOICE)
    for line in questions:
        question = json.loads(line)
        engine.set_speed(question["speed"])
        engine.add_half_tone(question["pitch"])
        wave = engine.synthesize(question["labels"])
        sound = np.clip(np.rint(HEADROOM * wave), -32768, 32767).astype("<i2").tobytes()
        answers.write(b"%d %d\n" % (engine.get_sampling_frequency(), len(sound)) + sound)
        answers.flush()


def main() -> None:
    """Serve on stdin and stdout; what the native code prints goes to stderr."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the clip under way is finished; then stdin ends
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.argv[1], sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
