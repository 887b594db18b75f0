"""Machines of their own, as far as one machine has them: network namespaces with names. Needs Linux, ip and root."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

IP, UNSHARE = (shutil.which(name) or name for name in ("ip", "unshare"))
_NET = "10.79"


class Host(NamedTuple):
    """A network of its own.

    Attributes:
        before: What begins the commands that run there.
        gateway: The address of this machine, as seen from there.
    """

    before: tuple[str, ...] = ()
    gateway: str = "127.0.0.1"


@contextmanager
def networks(count: int) -> Iterator[list[Host]]:
    """Give so many networks, which reach this machine and not each other."""
    with ExitStack() as stack:
        yield [stack.enter_context(_network(number)) for number in range(count)]


@contextmanager
def _network(number: int) -> Iterator[Host]:
    name, link = f"audionews{os.getpid()}-{number}", f"an{os.getpid()}-{number}"
    here, there = f"{_NET}.{number}.1", f"{_NET}.{number}.2"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("addr", "add", f"{here}/30", "dev", link)
        _ip("link", "set", link, "up")
        for device in ("lo", "eth0"):
            _ip("-n", name, "link", "set", device, "up")
        _ip("-n", name, "addr", "add", f"{there}/30", "dev", "eth0")
        own_name = ("sh", "-c", 'hostname "$0" && exec "$@"', f"machine-{number}")
        yield Host((IP, "netns", "exec", name, UNSHARE, "--uts", *own_name), here)
    finally:
        _ip("netns", "del", name)


def _ip(*arguments: str) -> None:
    subprocess.run((IP, *arguments), check=True)
