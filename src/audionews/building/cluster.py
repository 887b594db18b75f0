"""Workers on other machines: an executor over dask.distributed. The jobs and the bytes are those of this machine.

All machines share the folder of the caches, so that the work of a lost worker, or of a lost scheduler, is not done
again: it is found there. Workers announce what they have, such as an engine, and get the jobs that need no more.
"""

from __future__ import annotations

import copy
import threading
import time
import uuid
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from audionews.audio.mastering import TOOLS
from audionews.building.needs import in_words
from audionews.errors import SettingsError, UsageError, WorkerLost
from audionews.packages import install_command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from audionews.building.synthesis import Gate
    from audionews.ports import BlobStore, SpeechEngine

P = ParamSpec("P")
R = TypeVar("R")

LONGEST = 60.0  # seconds without any worker, in which lost ones may be started again
_TIMEOUT = 15  # seconds in which a scheduler answers
_NEWS = "1m"  # how often a client is told about workers without asking; nothing here reads that
_LOOKS = 12  # at the workers in that time
_REMEDY = "start one there: audionews worker {}"
_AGAIN = "run it again: what they finished is kept"


def client_of(address: str) -> Any:  # noqa: ANN401 - dask is imported only when it is used
    """Return a client of the scheduler at an address.

    Raises:
        UsageError: dask.distributed is not installed.
        WorkerLost: No scheduler answers there.
    """
    try:
        import dask  # noqa: PLC0415 - loads when used
        from distributed import Client  # noqa: PLC0415 - loads when used
    except ImportError as error:
        raise UsageError("workers on other machines need dask", install_command("audionews[cluster]")) from error
    try:
        with dask.config.set({"distributed.client.scheduler-info-interval": _NEWS}):
            return Client(address, timeout=_TIMEOUT, set_as_default=False)  # type: ignore[no-untyped-call] # theirs
    except (OSError, ValueError) as error:
        remedy = "start one: dask scheduler --port 8786; then workers: audionews worker tcp://HOST:8786"
        raise WorkerLost(f"no scheduler answers at {address}", remedy) from error


def tools() -> tuple[str, ...]:
    """Return the versions of what makes the bytes: a worker with others would make other ones."""
    return tuple(f"{name} {version(name)}" for name in ("audionews", *TOOLS))


class ClusterExecutor(Executor):
    """An executor of the workers of a dask scheduler.

    Args:
        address: Of the scheduler, such as tcp://host:8786.
        shared: The caches, which all workers must share.
        longest: How many seconds jobs wait if there are no workers.

    Raises:
        UsageError: dask.distributed is not installed.
        WorkerLost: No scheduler answers there, or it has no workers.
        SettingsError: A worker has other caches or other versions than this machine.
    """

    def __init__(self, address: str, shared: BlobStore, longest: float = LONGEST) -> None:
        self._address = address
        self._longest = longest
        self._needs: frozenset[str] = frozenset()
        self._jobs: set[Future[Any]] = set()  # whose outcome is not known
        self._closed = threading.Event()
        self._client = client_of(address)
        try:
            self._check(shared)
        except BaseException:
            self._client.close()
            raise
        threading.Thread(target=self._watch, daemon=True).start()

    def _check(self, shared: BlobStore) -> None:
        """Refuse workers whose clips nobody would find, or whose bytes would be others."""
        seen = self._shown(shared, "cluster")
        if not seen:
            raise WorkerLost(f"the scheduler at {self._address} has no workers", _REMEDY.format(self._address))
        for worker, (shares, versions) in seen.items():
            refuse_other_worker(worker, versions, shares=shares)

    def _shown(self, store: BlobStore, folder: str) -> Mapping[str, tuple[bool, tuple[str, ...]]]:
        """Return for each worker whether it has the same store, and its ``tools``."""
        name, mark = f"{folder}/{uuid.uuid4().hex}", uuid.uuid4().bytes
        store.write(name, [mark])
        try:
            seen = self._client.run(partial(_seen, store, name))
        finally:
            store.remove(name)
        return {worker: (found == mark, versions) for worker, (found, versions) in seen.items()}

    def workers(self) -> int:
        """Return how many workers have what the jobs need."""
        return sum(self._needs <= has for has in self._announced())

    def _announced(self) -> list[set[str]]:
        """Return what each worker has announced."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        return [set(each["resources"]) for each in workers]

    def have(self, store: BlobStore) -> bool:
        """Return whether all workers have the same store as this machine."""
        return all(same for same, _ in self._shown(store, ".audionews/cluster").values())

    def needing(self, needs: frozenset[str]) -> Self:
        """Return an executor of the same workers for jobs that need something; it ends with this one."""
        other = copy.copy(self)
        other._needs = needs  # noqa: SLF001 - of this class
        return other

    def refuse_unable(self) -> None:
        """Refuse workers of which none has what the jobs need: dask would wait for one that has.

        Raises:
            SettingsError: None has.
        """
        announced = self._announced()
        if announced and not self.workers():
            lacking = min((self._needs - has for has in announced), key=len)
            remedy = f"install it there, and start it anew: audionews worker {self._address}"
            raise SettingsError(f"no worker at {self._address} has all that it takes: {in_words(lacking)}", remedy)

    def gate(self, engine: SpeechEngine, most: int) -> Gate:
        """Return what limits the calls of a service by all workers, and by this machine."""
        from distributed import Semaphore  # noqa: PLC0415 - loads when used

        name, own = f"audionews {engine.name}", {"scheduler_rpc": self._client.scheduler, "loop": self._client.loop}
        calls = Semaphore(most, name, **own)  # type: ignore[no-untyped-call] # theirs
        if not engine.caps.interval:
            return calls
        return Paced(calls, Semaphore(1, f"{name} starts", **own), engine.caps.interval)  # type: ignore[no-untyped-call] # theirs

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Run a job on a worker; its error is WorkerLost if the workers that ran it, or the scheduler, were lost."""
        result: Future[R] = Future()
        needs = dict.fromkeys(self._needs, 1)
        run = self._client.submit(partial(fn, *args, **kwargs), pure=False, resources=needs)
        self._jobs.add(result)
        result.add_done_callback(self._jobs.discard)
        result.add_done_callback(lambda result: result.cancelled() and run.cancel())
        run.add_done_callback(lambda run: self._end(run, result))
        return result

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as in Executor
        """Leave the cluster; its workers stay."""
        self._closed.set()
        self._client.close()

    def _end(self, run: Any, result: Future[Any]) -> None:  # noqa: ANN401 - a future of dask
        """Give the outcome of a run to the result."""
        if result.done() or not result.set_running_or_notify_cancel():
            return
        error = run.exception() if run.status == "error" else None
        if run.status == "finished":
            result.set_result(run.result())
        elif error is not None and not _is_lost(error):
            result.set_exception(error)
        else:
            lost = WorkerLost(f"the workers at {self._address} were lost", _AGAIN)
            lost.__cause__ = error
            result.set_exception(lost)

    def _watch(self) -> None:
        """Fail the jobs if there have been no workers for long: dask waits for ever."""
        last = time.monotonic()
        while not self._closed.wait(self._longest / _LOOKS):
            if not self._jobs or self._client.scheduler_info(n_workers=-1)["workers"]:
                last = time.monotonic()
            elif time.monotonic() - last > self._longest:
                for job in list(self._jobs):
                    with suppress(InvalidStateError):  # it is done or cancelled by now
                        job.set_exception(WorkerLost(f"{self._address} has no workers any longer", _AGAIN))


class Paced:
    """A gate of calls whose starts are some seconds apart.

    Args:
        calls: Held by each call.
        start: Held while a call waits for its start.
        interval: Seconds between two starts.
    """

    def __init__(self, calls: Gate, start: Gate, interval: float) -> None:
        self._calls = calls
        self._start = start
        self._interval = interval

    def __enter__(self) -> None:
        self._calls.__enter__()
        with self._start:
            time.sleep(self._interval)

    def __exit__(self, *error: object) -> None:
        self._calls.__exit__(None, None, None)


def refuse_other_worker(worker: str, versions: tuple[str, ...], *, shares: bool) -> None:
    """Refuse a worker whose clips nobody would find, or whose bytes would be others.

    Args:
        worker: Its address.
        versions: Its ``tools``.
        shares: Whether it has the caches of this machine.

    Raises:
        SettingsError: It cannot work for this machine.
    """
    if not shares:
        what = f"the worker at {worker} has other caches than this machine"
        raise SettingsError(what, "name a folder that all machines share in AUDIONEWS_CACHE, here and there")
    if versions != tools():
        other = ", ".join(sorted({*versions} - {*tools()}))
        raise SettingsError(f"the worker at {worker} has {other}", f"install {', '.join(tools())} there")


def _seen(shared: BlobStore, name: str) -> tuple[bytes | None, tuple[str, ...]]:
    return shared.read(name), tools()


def _is_lost(error: BaseException) -> bool:
    """Return whether an error is dask's own: workers that died, or a scheduler that is gone."""
    return type(error).__module__.startswith(("distributed.", "dask."))
