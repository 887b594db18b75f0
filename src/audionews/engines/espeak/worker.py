"""Speaks one text with libespeak-ng and ends: a program of its own, with the standard library only.

In one process the same text gives different sound the second time, two threads abort, and bad input may crash. A fresh
process for each clip is deterministic, safe, and costs about 30 ms; so this file is run by path and imports
nothing else.

    cd espeak-ng-data && worker.py LIBRARY VOICE WORDS_A_MINUTE PITCH VOLUME < text > answer

It runs in the folder of the data, because the library refuses paths of more than 160 bytes. The answer is a line
"RATE", a line "KIND POSITION SAMPLE" for each event (W: a word begins, E: a sentence or clause has ended; positions are
characters from 1 on), an empty line, and PCM (mono, signed, 16 bits, little-endian). It ends with one of the exit codes
below, and what the library complains of goes to stderr. Types and numbers are those of espeak-ng/speak_lib.h 1.52.
"""

import ctypes
import sys

NO_DATA, NO_VOICE = 11, 12

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS
_DO_NOT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT
_UTF8 = 1  # espeakCHARS_UTF8
_BY_CHARACTER = 1  # POS_CHARACTER
_RATE, _VOLUME, _PITCH = 1, 2, 3  # espeak_PARAMETER
_KINDS = {1: "W", 5: "E"}  # espeakEVENT_WORD, espeakEVENT_END


class Event(ctypes.Structure):
    """espeak_EVENT."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(Event))


def main(arguments: list[str], text: bytes) -> bytes:
    """Return the answer to the arguments and the text.

    Raises:
        SystemExit: With one of the exit codes.
    """
    library, voice, *numbers = arguments
    espeak = ctypes.CDLL(library)
    rate = espeak.espeak_Initialize(_SYNCHRONOUS, 0, b".", _DO_NOT_EXIT)
    if rate <= 0:
        sys.exit(NO_DATA)
    if espeak.espeak_SetVoiceByName(voice.encode()) != 0:
        sys.exit(NO_VOICE)
    for parameter, number in zip((_RATE, _PITCH, _VOLUME), numbers, strict=True):
        espeak.espeak_SetParameter(parameter, int(number), 0)
    lines, sound = _spoken(espeak, text)
    return "\n".join([str(rate), *lines, "", ""]).encode() + sound


def _spoken(espeak: ctypes.CDLL, text: bytes) -> tuple[list[str], bytes]:
    lines: list[str] = []
    sound = bytearray()

    def hear(samples: int | None, count: int, events: "ctypes._Pointer[Event]") -> int:
        if samples:
            sound.extend(ctypes.string_at(samples, 2 * count))
        index = 0
        while (event := events[index]).type:  # the list ends with type 0
            if event.type in _KINDS:
                lines.append(f"{_KINDS[event.type]} {event.text_position} {event.sample}")
            index += 1
        return 0

    callback = Callback(hear)
    espeak.espeak_SetSynthCallback(callback)
    espeak.espeak_Synth(text + b"\0", ctypes.c_size_t(len(text) + 1), 0, _BY_CHARACTER, 0, _UTF8, None, None)
    espeak.espeak_Synchronize()
    return lines, bytes(sound)


if __name__ == "__main__":
    sys.stdout.buffer.write(main(sys.argv[1:], sys.stdin.buffer.read()))
