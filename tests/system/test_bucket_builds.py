"""Whole builds into a local S3 that fails, lags and lies, by two machines, and killed; see ``make bench-buckets``."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.buckets import SCENES, build
from tests.buckets import Buckets, buckets
from tests.running import needs_signals

pytestmark = [pytest.mark.usefixtures("socket_enabled"), needs_signals]


@pytest.fixture
def s3(socket_enabled: None) -> Iterator[Buckets]:  # noqa: ARG001 - opens the loopback
    with buckets() as running:
        yield running


@pytest.mark.parametrize(
    "name",
    [
        *("all of it, two machines", "killed while it uploads", "workers killed", "store killed, processes"),
        *("all of it, a cluster", "a cluster, worker killed"),
    ],
)
def test_nothing_is_lost_doubled_or_other_than_in_a_folder(s3: Buckets, tmp_path: Path, name: str) -> None:
    scene = SCENES[name]
    found = build(s3, tmp_path / "run", 2, scene._replace(kills=scene.kills[:1], workers=min(scene.workers, 1)))
    assert found.is_well, found
    assert set(found.faults) >= set(scene.kinds) - {"stale"}, "few listings, of which none may be stale"
    assert len(found.cut_off) == len(scene.outages)
