"""Prints how near to the ideal each online engine comes: a stand-in on loopback answers after 300 ms.

    python bench/engines.py [--lines 100] [--latency 0.3]

The ideal is the latency of all lines divided by how many requests the engine allows at once.
"""

import argparse
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.edge_service import EdgeServer  # noqa: E402 - the path is set above
from tests.online import KEYS, ONLINE, Online, Rig  # noqa: E402 - as above
from tests.services import HttpServer, mp3, tone  # noqa: E402 - as above

from audionews.building.cache import Cache  # noqa: E402 - as above
from audionews.building.synthesis import ClipFacts, Synthesizer, synthesize  # noqa: E402 - as above
from audionews.building.voice_set import VoiceSet  # noqa: E402 - as above
from audionews.model import Line, Role  # noqa: E402 - as above
from audionews.stores.memory import MemoryStore  # noqa: E402 - as above


def measure(rig: Rig, online: Online, texts: list[str], latency: float) -> tuple[int, float, float, float]:
    """Return requests at once, the ideal and the real time in seconds, and CPU seconds of client and stand-in."""
    engine, voice, stand = rig.set_up(online, 30)
    stand.latency = latency
    lines = [Line(segment=0, role=Role.BODY, offset=0, written=text, spoken=text, pause=0) for text in texts]
    voices = VoiceSet(Synthesizer(engine, voice, Cache(MemoryStore(), "clips", ClipFacts)))
    warm = VoiceSet(Synthesizer(engine, voice, Cache(MemoryStore(), "clips", ClipFacts)))
    with ThreadPoolExecutor(2) as executor:
        synthesize(lines[:1], warm, executor, "bench", lambda _: None)  # imports
    begun, worked = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(2) as executor:
        synthesize(lines, voices, executor, "bench", lambda _: None)
    spent = time.perf_counter() - begun
    concurrency = engine.caps.concurrency or 1
    return concurrency, ceil(len(lines) / concurrency) * latency, spent, time.process_time() - worked


def main() -> None:
    """Measure all and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=100)
    parser.add_argument("--latency", type=float, default=0.3)
    given = parser.parse_args()
    os.environ.update(KEYS)
    texts = [f"قال الوزير إن المدرسة رقم {number} تفتح أبوابها غدا." for number in range(given.lines)]
    for text in texts:  # the stand-in makes its sounds before the clock runs
        mp3(text, 1.0)
        tone(text, 1.0)
    print(f"{'engine':8} {'at once':>8} {'ideal s':>8} {'real s':>8} {'share':>6} {'CPU s':>6}")
    with HttpServer() as http, EdgeServer() as edge:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        for online in ONLINE:
            concurrency, ideal, real, cpu = measure(Rig(http, edge), online, texts, given.latency)
            print(f"{online.name:8} {concurrency:8} {ideal:8.2f} {real:8.2f} {ideal / real:6.2f} {cpu:6.2f}")
        http.shutdown()


if __name__ == "__main__":
    main()
