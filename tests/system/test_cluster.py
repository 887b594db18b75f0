"""An executor of a cluster: a real scheduler and worker of dask, in this process."""

import sys
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from distributed import LocalCluster

from audionews.building.cluster import ClusterExecutor, client_of, refuse_other_worker, tools
from audionews.errors import SettingsError, UsageError, WorkerLost
from audionews.stores.local import LocalStore

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    with (
        warnings.catch_warnings(action="ignore"),
        LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call] # theirs
    ):
        yield cluster


def fail() -> None:
    raise UsageError("what", "remedy")


def test_jobs_run_on_the_workers_with_their_results_and_errors(cluster: LocalCluster, tmp_path: Path) -> None:
    with ClusterExecutor(cluster.scheduler_address, LocalStore(tmp_path)) as executor:
        assert list(executor.map(abs, [-1, 2, -3])) == [1, 2, 3]
        with pytest.raises(UsageError, match="what"):
            executor.submit(fail).result()
        executor.submit(time.sleep, 0.2)
        waiting = executor.submit(abs, -1)
        assert waiting.cancel()
        with pytest.raises(CancelledError):
            waiting.result()


def test_a_scheduler_that_is_lost_fails_the_jobs(cluster: LocalCluster, tmp_path: Path) -> None:
    with ClusterExecutor(cluster.scheduler_address, LocalStore(tmp_path)) as executor:
        job = executor.submit(time.sleep, 3)
    with pytest.raises(WorkerLost, match="were lost") as caught:
        job.result()
    assert caught.value.exit_code == 75


class Blind(LocalStore):
    """A store in which others see nothing."""

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        return None if name.startswith("cluster/") else super().read(name, start, size)


def test_a_worker_with_other_caches_is_refused(cluster: LocalCluster, tmp_path: Path) -> None:
    store = Blind(tmp_path)
    with pytest.raises(SettingsError, match="has other caches") as caught:
        ClusterExecutor(cluster.scheduler_address, store)
    assert "AUDIONEWS_CACHE" in caught.value.remedy
    assert list(store.names()) == []


def test_a_worker_with_other_versions_is_refused() -> None:
    refuse_other_worker("tcp://w:1", tools(), shares=True)
    with pytest.raises(SettingsError, match=r"tcp://w:1 has lameenc 0\.1") as caught:
        refuse_other_worker("tcp://w:1", ("lameenc 0.1", *tools()[1:]), shares=True)
    assert tools()[0] in caught.value.remedy


def test_a_cluster_without_workers_is_refused(cluster: LocalCluster, tmp_path: Path) -> None:
    cluster.scale(0)  # type: ignore[no-untyped-call] # theirs
    with client_of(cluster.scheduler_address) as client:
        while client.scheduler_info()["workers"]:
            time.sleep(0.05)
    with pytest.raises(WorkerLost, match="has no workers"):
        ClusterExecutor(cluster.scheduler_address, LocalStore(tmp_path))


def test_without_dask_the_remedy_is_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="need dask") as caught:
        client_of("tcp://127.0.0.1:9")
    assert "audionews[cluster]" in caught.value.remedy
