"""Two processes that work on one show at once lose nothing; ``bench/races.py`` runs each race 100 times."""

from contextlib import closing
from pathlib import Path

from bench.races import RACES, Worker, lost, prepare


def test_nothing_is_lost(tmp_path: Path) -> None:
    with closing(Worker()) as one, closing(Worker()) as other:
        stage = prepare(tmp_path, one, other)
        found = {name: lost(race, 4, stage, tmp_path) for name, race in RACES.items()}
    assert found == dict.fromkeys(RACES, 0)
