"""Workers on other machines: an executor over dask.distributed. The jobs and the bytes are those of this machine.

All machines share the folder of the caches, so that the work of a lost worker, or of a lost scheduler, is not done
again: it is found there.
"""

from __future__ import annotations

import uuid
from concurrent.futures import Executor, Future
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from audionews.audio.mastering import TOOLS
from audionews.errors import SettingsError, UsageError, WorkerLost

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from audionews.ports import BlobStore

P = ParamSpec("P")
R = TypeVar("R")

_TIMEOUT = 15  # seconds in which a scheduler answers
_REMEDY = "start one there: audionews worker {}"


def client_of(address: str) -> Any:  # noqa: ANN401 - dask is imported only when it is used
    """Return a client of the scheduler at an address.

    Raises:
        UsageError: dask.distributed is not installed.
        WorkerLost: No scheduler answers there.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - loads when used
    except ImportError as error:
        raise UsageError("workers on other machines need dask", "pip install 'audionews[cluster]'") from error
    try:
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

    Raises:
        UsageError: dask.distributed is not installed.
        WorkerLost: No scheduler answers there, or it has no workers.
        SettingsError: A worker has other caches or other versions than this machine.
    """

    def __init__(self, address: str, shared: BlobStore) -> None:
        self._address = address
        self._client = client_of(address)
        try:
            self._check(shared)
        except BaseException:
            self._client.close()
            raise

    def _check(self, shared: BlobStore) -> None:
        """Refuse workers whose clips nobody would find, or whose bytes would be others."""
        name, mark = f"cluster/{uuid.uuid4().hex}", uuid.uuid4().bytes
        shared.write(name, [mark])
        try:
            seen: Mapping[str, tuple[bytes | None, tuple[str, ...]]] = self._client.run(partial(_seen, shared, name))
        finally:
            shared.remove(name)
        if not seen:
            raise WorkerLost(f"the scheduler at {self._address} has no workers", _REMEDY.format(self._address))
        for worker, (found, versions) in seen.items():
            refuse_other_worker(worker, versions, shares=found == mark)

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Run a job on a worker; its error is WorkerLost if the workers that ran it, or the scheduler, were lost."""
        result: Future[R] = Future()
        run = self._client.submit(partial(fn, *args, **kwargs), pure=False)
        result.add_done_callback(lambda result: result.cancelled() and run.cancel())
        run.add_done_callback(lambda run: self._end(run, result))
        return result

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as in Executor
        """Leave the cluster; its workers stay."""
        self._client.close()

    def _end(self, run: Any, result: Future[Any]) -> None:  # noqa: ANN401 - a future of dask
        """Give the outcome of a run to the result."""
        if not result.set_running_or_notify_cancel():
            return
        error = run.exception() if run.status == "error" else None
        if run.status == "finished":
            result.set_result(run.result())
        elif error is not None and not _is_lost(error):
            result.set_exception(error)
        else:
            lost = WorkerLost(f"the workers at {self._address} were lost", "run it again: what they finished is kept")
            lost.__cause__ = error
            result.set_exception(lost)


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
