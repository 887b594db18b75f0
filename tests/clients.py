"""Real podcast clients, each as a function: subscribe to a feed and download new episodes below a home folder.

Called again, it polls the feed and downloads what is new.
"""

import hashlib
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Find: TypeAlias = Callable[[str], str]  # the path of a program
Client: TypeAlias = Callable[[str, Path, Find], None]


def run(home: Path, *command: str | Path, keys: str = "") -> str:
    """Run a program in its home folder and return what it says."""
    environment = {**os.environ, "HOME": str(home), "TERM": "xterm", "XDG_CONFIG_HOME": str(home / "config")}
    environment |= {"GPODDER_HOME": str(home / "gpodder"), "GPODDER_DOWNLOAD_DIR": str(home / "media")}
    done = subprocess.run(
        [str(part) for part in command], cwd=home, env=environment, input=keys, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def gpodder(feed: str, home: Path, find: Find) -> None:
    run(home, find("gpo"), "subscribe", feed)
    run(home, find("gpo"), "update")
    run(home, find("gpo"), "download")


def newsboat(feed: str, home: Path, find: Find) -> None:
    """Newsboat puts the episodes into the queue, podboat downloads it; its keys come from a terminal."""
    (home / "urls").write_text(feed)
    (home / "settings").write_text(f'download-path "{home}/media/"\npodcast-auto-enqueue yes\nmax-downloads 4\n')
    (home / "media").mkdir(exist_ok=True)
    run(home, find("newsboat"), "-u", home / "urls", "-c", home / "cache", "-C", home / "settings", "-x", "reload")
    queue = home / ".newsboat" / "queue"
    podboat = f"{find('podboat')} -a -q {queue} -C {home / 'settings'}"
    done = f"[ $(ls {home}/media | grep -c 'mp3$') -ge $(wc -l < {queue}) ]"
    keys = f"for i in $(seq 100); do sleep 0.1; {done} && break; done; sleep 0.5; printf q; sleep 0.3; printf q"
    run(home, "sh", "-c", f"({keys}) | timeout 60 {find('script')} -qec '{podboat}' /dev/null")


def podget(feed: str, home: Path, find: Find) -> None:
    (home / "podget").mkdir(exist_ok=True)
    (home / "podget" / "serverlist").write_text(f"{feed} news show\n")
    for _ in range(2):  # the first run writes the settings
        run(home, find("podget"), "-d", home / "podget", "-l", home / "media", "-n")


def podcast_archiver(feed: str, home: Path, find: Find) -> None:
    (home / "media").mkdir(exist_ok=True)
    (home / "settings.yaml").write_text("")
    program = find("podcast-archiver")
    run(home, program, "-c", home / "settings.yaml", "--feed", feed, "--dir", home / "media")


def poca(feed: str, home: Path, find: Find) -> None:
    (home / "media").mkdir(exist_ok=True)
    (home / "poca").mkdir(exist_ok=True)
    subscription = f"<subscription><title>news</title><url>{feed}</url></subscription>"
    (home / "poca" / "poca.xml").write_text(
        f'<poca version="1.1"><settings><base_dir>{home}/media</base_dir></settings><defaults/>'
        f"<subscriptions>{subscription}</subscriptions></poca>"
    )
    for _ in range(2):  # the second time it has nothing to fetch
        run(home, find("poca"), "-c", home / "poca")


def greg(feed: str, home: Path, find: Find) -> None:
    (home / "media").mkdir(exist_ok=True)
    is_new = not (home / "data").exists()
    (home / "data").mkdir(exist_ok=True)
    (home / "settings").write_text(
        f"[DEFAULT]\nDownload Directory = {home}/media\nCreate subdirectories = no\nfirstsync = all\n"
    )
    settings = ("-cf", home / "settings", "-dtd", home / "data")
    if is_new:
        run(home, find("greg"), *settings, "add", "news", feed)
    run(home, find("greg"), *settings, "sync", "news")


def digests(folder: Path) -> set[str]:
    """Return the digests of all MP3 files below the folder."""
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.mp3")}
