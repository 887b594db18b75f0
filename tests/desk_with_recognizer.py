"""A desk whose recognizer is a stand-in, as a program: it stands in for a model that a user would have to bring.

It finds the words of ODD most surprising, and writes FOUND down in their place.
"""

import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audionews import desk, server
from audionews.app import Show
from audionews.app.desk import ShowNewsroom
from audionews.arabic.letters import strip_marks
from audionews.ports import Recognition

ODD = ("أشجار", "المرفأ")
FOUND = "أشعار"
WAIT = "wait"  # while there is a file of this name, it listens to one line


class StandIn:
    """A recognizer that has learned two words by heart."""

    def recognize(self, _samples: NDArray[np.float32], text: str) -> Recognition:
        while Path(WAIT).exists():
            time.sleep(0.02)
        words = strip_marks(text).split()
        chances = tuple(-9.0 if word == ODD[0] else -6.0 if word == ODD[1] else -0.1 for word in words)
        return Recognition(" ".join(FOUND if word == ODD[0] else word for word in words), chances)


def announce(url: str) -> None:
    sys.stdout.write(f"{url}/\n")
    sys.stdout.flush()


def main() -> None:
    with suppress(KeyboardInterrupt), closing(ShowNewsroom(Show.open("output"), recognizer=StandIn)) as newsroom:
        newsroom.start()
        application = desk.make_desk(newsroom, desk.Sessions(""), server.Hosts())
        server.serve(application, "127.0.0.1", 0, announce)


if __name__ == "__main__":
    main()
