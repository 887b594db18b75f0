"""An executor of a cluster: a real scheduler and worker of dask, in this process."""

import hashlib
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import LocalCluster
from tests.builders import Bench

from audionews.app.workers import announced, dask_setup
from audionews.building.cluster import ClusterExecutor, client_of, refuse_other_worker, tools
from audionews.building.executors import article_workers, line_executor
from audionews.building.needs import needs_of
from audionews.engines.silence import SilenceEngine
from audionews.errors import SettingsError, UsageError, WorkerLost
from audionews.model import Voice, VoiceFile
from audionews.stores.local import LocalStore

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    with (
        warnings.catch_warnings(action="ignore"),
        LocalCluster(  # type: ignore[no-untyped-call] # theirs
            n_workers=1,
            threads_per_worker=1,
            processes=False,
            dashboard_address=None,
            preload="audionews.app.workers",
        ) as cluster,
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


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(caches=LocalStore(tmp_path / "cache", durable=False), folder=LocalStore(tmp_path / "show"))  # type: ignore[arg-type] # stores as good


class Online(SilenceEngine):
    """A silent service that allows two calls at a time, a tenth of a second apart, and has a key."""

    name = "silence"
    caps = replace(SilenceEngine.caps, offline=False, concurrency=2, interval=0.1, key="LOOPBACK_API_KEY")


def test_a_machine_announces_engines_keys_and_the_files_of_voices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIONEWS_VOICES", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    monkeypatch.delenv("AZURE_SPEECH_KEY", raising=False)
    monkeypatch.setenv("MY_KEY", "x")
    (tmp_path / "a.bin").write_bytes(b"weights")
    has = set(announced(["GPU", "MY_KEY"]))
    digest = hashlib.sha256(b"weights").hexdigest()
    assert {"audionews engine silence", f"audionews file {digest}", "audionews need GPU"} <= has
    assert {"audionews key OPENAI_API_KEY", "audionews key MY_KEY"} <= has
    assert not any("AZURE" in each or "key GPU" in each for each in has)


def test_jobs_ask_for_the_engine_the_files_the_key_and_more(bench: Bench) -> None:
    lead = bench.builder(Online()).voices.lead
    file = VoiceFile(name="a.bin", url="https://example.org/a.bin", size=7, sha256="ab")
    voice = replace(lead.voice, files=(file,), needs=("GPU",))
    assert needs_of([replace(lead, voice=voice)]) == {
        "audionews engine silence",
        "audionews file ab",
        "audionews key LOOPBACK_API_KEY",
        "audionews need GPU",
    }


def test_workers_that_lack_something_only_get_jobs_that_do_not_need_it(
    cluster: LocalCluster, bench: Bench, tmp_path: Path
) -> None:
    with ClusterExecutor(cluster.scheduler_address, LocalStore(tmp_path / "cache")) as executor:
        able = article_workers(executor, bench.builder(), bench.told.append)
        assert able.count == 1
        assert able.executor.submit(abs, -1).result() == 1
        assert line_executor(executor, bench.builder()).submit(abs, -1).result() == 1
        assert article_workers(executor, bench.builder(Online()), bench.told.append).count == 0, "it has no key"
        assert line_executor(executor, bench.builder(Online())).submit(abs, -1).result() == 1
        builder = bench.builder()
        other = replace(builder.voices.lead, voice=Voice(name="x", engine="silence", needs=("GPU",)))
        builder.voices.lead = other
        with pytest.raises(SettingsError, match="has all that it takes: need GPU"):
            line_executor(executor, builder)


def test_workers_with_another_output_folder_only_share_lines(cluster: LocalCluster, tmp_path: Path) -> None:
    bench = Bench(folder=Elsewhere(tmp_path / "show"))  # type: ignore[arg-type] # a store as good
    with ClusterExecutor(cluster.scheduler_address, LocalStore(tmp_path / "cache")) as executor:
        assert article_workers(executor, bench.builder(), bench.told.append).count == 0
    assert "do not see the output folder" in str(bench.told)


class Elsewhere(LocalStore):
    """A folder that other machines do not have."""

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        return None if "cluster/" in name else super().read(name, start, size)


@pytest.mark.parametrize("interval", [0.0, 0.1])
def test_the_limits_of_a_service_hold_for_all_workers(cluster: LocalCluster, tmp_path: Path, interval: float) -> None:
    service = Online()
    service.caps = replace(Online.caps, interval=interval)
    with ClusterExecutor(cluster.scheduler_address, LocalStore(tmp_path)) as executor:
        gates = [executor.gate(service, 2), executor.gate(service, 2)]
        under_way, seen, lock = 0, list[int](), threading.Lock()

        def call(number: int) -> None:
            nonlocal under_way
            with gates[number % 2]:
                with lock:
                    under_way += 1
                    seen.append(under_way)
                time.sleep(0.2)
                with lock:
                    under_way -= 1

        begun = time.monotonic()
        with ThreadPoolExecutor(6) as threads:
            list(threads.map(call, range(6)))
    assert max(seen) <= 2
    assert time.monotonic() - begun >= 6 * interval, "each waits for its start alone"


def test_a_cluster_that_has_no_workers_any_longer_fails_the_jobs(cluster: LocalCluster, tmp_path: Path) -> None:
    with ClusterExecutor(cluster.scheduler_address, LocalStore(tmp_path), longest=1.5) as executor:
        cluster.scale(0)  # type: ignore[no-untyped-call] # theirs
        with client_of(cluster.scheduler_address) as client:
            while client.scheduler_info()["workers"]:
                time.sleep(0.05)
        job = executor.submit(abs, -1)
        with pytest.raises(WorkerLost, match="has no workers any longer") as caught:
            job.result(60)
    assert caught.value.exit_code == 75


def test_jobs_that_take_long_are_left_alone_while_there_are_workers(cluster: LocalCluster, tmp_path: Path) -> None:
    with ClusterExecutor(cluster.scheduler_address, LocalStore(tmp_path), longest=0.2) as executor:
        executor.submit(time.sleep, 1.5).result(60)
        assert executor.submit(abs, -1).result(60) == 1


def test_preloaded_workers_of_dask_announce_as_much_as_they_have_threads() -> None:
    class State:
        nthreads = 3
        total_resources: dict[str, float] = {}  # noqa: RUF012 - a stand-in
        available_resources: dict[str, float] = {}  # noqa: RUF012 - a stand-in

    class Worker:
        state = State()

    dask_setup(Worker())
    assert State.total_resources["audionews engine silence"] == State.available_resources["audionews engine silence"]
