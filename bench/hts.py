"""How fast the HTS voice speaks and how much memory its workers take, on one and on two workers.

AUDIONEWS_VOICES=FOLDER python bench/hts.py [LINES]
"""

import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from audionews.arabic.phonemes.line import phonemes
from audionews.engines.hts import HtsEngine, process
from audionews.settings import Settings
from audionews.voices import load_voice

LINE = (
    "أَعْلَنَتْ وِزَارَةُ الصِّحَّةِ، صَبَاحَ الْيَوْمِ، عَنْ بَدْءِ حَمْلَةٍ وَاسِعَةٍ لِلتَّطْعِيمِ فِي جَمِيعِ الْمُحَافَظَاتِ، وَدَعَتِ الْأُسَرَ إِلَى زِيَارَةِ"
    " الْمَرَاكِزِ الْقَرِيبَةِ قَبْلَ نِهَايَةِ الشَّهْرِ."
)


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    engine, voice = HtsEngine(), load_voice("ar-ziad", Settings())
    begun = time.perf_counter()
    for _ in range(100):
        phonemes(LINE)
    print(f"phonemes: {(time.perf_counter() - begun) * 10:.2f} ms a line of {len(LINE)} characters")
    begun = time.perf_counter()
    engine.speak(LINE, voice)
    print(f"first clip, with the start of a worker: {time.perf_counter() - begun:.2f} s")
    seconds = 0.0
    for workers in (1, 2):
        with ThreadPoolExecutor(workers) as threads:
            list(threads.map(lambda _: engine.speak(LINE, voice), range(workers)))
            begun = time.perf_counter()
            clips = list(threads.map(lambda _: engine.speak(LINE, voice), range(lines)))
            took = time.perf_counter() - begun
        seconds = sum(len(clip.sound) / 2 / clip.rate for clip in clips)
        print(f"{workers} worker(s): {seconds:.0f} s of speech in {took:.1f} s, real-time factor {took / seconds:.3f}")
    process.end_all()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    kilo = 1024 if sys.platform == "darwin" else 1
    print(f"largest worker: {ended.ru_maxrss / 1024 / kilo:.0f} MB")
    spoken = seconds * (2 * lines + 4) / lines
    own = time.process_time()
    print(
        f"processor time a second of speech: {ended.ru_utime / spoken:.3f} s in the workers, {own / spoken:.3f} s here"
    )


if __name__ == "__main__":
    main()
