"""Whole builds into a local S3 that fails, lags and lies, by two machines, and killed; see ``make bench-buckets``."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.buckets import SCENES, SHARE, build
from tests.buckets import Buckets, buckets
from tests.running import needs_signals

pytestmark = [pytest.mark.usefixtures("socket_enabled"), needs_signals]


@pytest.fixture
def s3(socket_enabled: None) -> Iterator[Buckets]:  # noqa: ARG001 - opens the loopback
    with buckets() as running:
        yield running


@pytest.mark.parametrize("scene", ["all of it, two machines", "killed while it uploads"])
def test_nothing_is_lost_doubled_or_half(s3: Buckets, tmp_path: Path, scene: str) -> None:
    kinds, machines, kills = SCENES[scene]
    for kind in kinds:
        setattr(s3.faults, kind, SHARE)
    found = build(s3, tmp_path / "run", 2, machines, kills[:1])
    assert found.is_well, found
    assert set(found.faults) == set(kinds)
