"""A program that speaks, for the engine that runs programs: text on standard input, WAV on standard output.

python say.py SPEED [OUT]
"""

import io
import math
import sys
import wave
from array import array
from pathlib import Path

RATE = 16_000


def main(speed: float, out: str | None) -> None:
    """Write a tone as long as the text would take."""
    letters = sum(map(str.isalnum, sys.stdin.buffer.read().decode()))
    length = int(RATE * 0.065 * letters / speed)
    samples = array("h", (round(9000 * math.sin(at / 10)) for at in range(length)))
    blob = io.BytesIO()
    with wave.open(blob, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    if out:
        Path(out).write_bytes(blob.getvalue())
    else:
        sys.stdout.buffer.write(blob.getvalue())


main(float(sys.argv[1]), sys.argv[2] if sys.argv[2:] else None)
