"""A service that repeats its key, in any form and at any place of its answer, does not make us repeat it."""

import base64
import html
import json
import os
import re
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from tests.online import AZURE, EDGE, GTTS, KEY, KEYS, OPENAI, Online
from tests.pasted import article
from tests.services import tone, wav

from audionews.engines.command import CommandEngine
from audionews.errors import AudionewsError, EngineError, SettingsError
from audionews.masking import masked
from audionews.model import Voice
from audionews.settings import Settings
from audionews.voices.trust import trust

pytestmark = pytest.mark.usefixtures("socket_enabled")

LINE = "قال الوزير إن المدارس تفتح أبوابها غدا."
PIECE = 10  # characters in a row are a part of the key


def forms_of(text: str) -> Iterator[str]:
    """Yield a text as it is and as it may be meant."""
    yield text
    for decode in (
        unquote,
        lambda text: unquote(unquote(text)),
        lambda text: html.unescape(html.unescape(text)),
        _unescaped,
    ):
        yield decode(text)
    for word in re.findall(r"[A-Za-z0-9+/_-]{8,}", re.sub(r"\s|\\n|\\r", "", text)):
        for start in range(4):
            part = word[start:].replace("-", "+").replace("_", "/")
            yield base64.b64decode(part + "A" * (-len(part) % 4)).decode("latin-1")
    for word in re.findall(r"(?:[0-9a-f]{2}[ :]?){8,}", text, re.IGNORECASE):
        yield bytes.fromhex(re.sub("[ :]", "", word)).decode("latin-1")


def _unescaped(text: str) -> str:
    return re.sub(r"\\+(?:u00|x)([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)), text).replace("\\", "")


def reveals(text: str, key: str = KEY) -> bool:
    """Return whether a text holds ten characters of the key in a row, however they are written."""
    pieces = [key.lower()[start : start + PIECE] for start in range(len(key) - PIECE + 1)]
    pieces += [piece[::-1] for piece in pieces]
    for form in forms_of(text):
        bare = re.sub(r"\s|\\n|\\r", "", form).lower()
        if any(piece in bare for piece in pieces):
            return True
    return False


def body(text: str, status: int = 400) -> bytes:
    """Return an answer with this text."""
    return f"HTTP/1.1 {status} No\r\nContent-Length: {len(text.encode())}\r\n\r\n{text}".encode()


def headed(line: str, status: str = "400 No") -> bytes:
    """Return an answer with this header."""
    return f"HTTP/1.1 {status}\r\n{line}\r\nContent-Length: 2\r\n\r\nno".encode()


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


# Where a service repeats a key, and in which form.
PLACES: dict[str, Callable[[str], bytes]] = {
    "body": lambda key: body(f"bad key {key}"),
    "body of 401": lambda key: body(key, 401),
    "body of 404": lambda key: body(key, 404),
    "body of 500": lambda key: body(key, 500),
    "body of 429": lambda key: body(key, 429),
    "body of 200": lambda key: body(f"<html>{key}</html>", 200),
    "after 190 characters": lambda key: body("x" * 190 + key),
    "after many blanks": lambda key: body(" " * 19_970 + key),
    "JSON": lambda key: body(json.dumps({"error": {"message": f"Incorrect API key provided: {key}"}})),
    "JSON, all escaped": lambda key: body("".join(f"\\u{ord(char):04x}" for char in key)),
    "JSON, dashes escaped": lambda key: body(key.replace("-", "\\u002D")),
    "JSON in JSON": lambda key: body(json.dumps(json.dumps(key.replace("-", "\\u002d")))),
    "Python": lambda key: body(repr(key.encode())),
    "Python, all escaped": lambda key: body("".join(f"\\x{ord(char):02x}" for char in key)),
    "HTML, all escaped": lambda key: body("".join(f"&#{ord(char)};" for char in key)),
    "HTML, hexadecimal": lambda key: body("".join(f"&#x{ord(char):X};" for char in key)),
    "HTML, twice": lambda key: body("".join(f"&amp;#{ord(char)};" for char in key)),
    "address": lambda key: body(f"https://host/?key={quote(key, safe='')}"),
    "address, all escaped": lambda key: body("".join(f"%{ord(char):02X}" for char in key)),
    "address, escaped twice": lambda key: body("".join(f"%25{ord(char):02x}" for char in key)),
    "address with a log-in": lambda key: body(f"https://user:{key}@host/"),
    "base64": lambda key: body(b64(key)),
    "base64 of the header": lambda key: body(b64(f"Bearer {key}")),
    "base64 of a log-in": lambda key: body(b64(f"user:{key}")),
    "base64, one before": lambda key: body(b64(f"x{key}yz")),
    "base64, two before": lambda key: body(b64(f"xx{key}")),
    "base64 for addresses": lambda key: body(base64.urlsafe_b64encode(f"?>{key}".encode()).decode()),
    "base64 in lines": lambda key: body("\n".join(re.findall(".{1,12}", b64(key)))),
    "hexadecimal": lambda key: body(key.encode().hex()),
    "hexadecimal, capitals and colons": lambda key: body(key.encode().hex(":").upper()),
    "upper case": lambda key: body(key.upper()),
    "lower case": lambda key: body(key.lower()),
    "backwards": lambda key: body(key[::-1]),
    "lines": lambda key: body(f"{key[:9]}\r\n{key[9:18]}\n\t{key[18:]}"),
    "letters apart": lambda key: body(" ".join(key)),
    "escaped line": lambda key: body(f"{key[:9]}\\n{key[9:]}"),
    "first half": lambda key: body(key[: len(key) // 2]),
    "second half": lambda key: body(f"...{key[len(key) // 2 :]}"),
    "all but one": lambda key: body(key[1:]),
    "among letters that change their length": lambda key: body(f"İİİ{key[:14]}İİİ"),
    "phrase": lambda key: f"HTTP/1.1 400 bad {key}\r\nContent-Length: 0\r\n\r\n".encode(),
    "phrase of 403": lambda key: f"HTTP/1.1 403 {b64(key)}\r\nContent-Length: 0\r\n\r\n".encode(),
    "phrase of 500": lambda key: f"HTTP/1.1 500 {key}\r\nContent-Length: 0\r\n\r\n".encode(),
    "redirect": lambda key: headed(f"Location: https://evil.example/{key}", "307 Elsewhere"),
    "redirect with a log-in": lambda key: headed(f"Location: https://me:{key}@evil.example/", "302 Elsewhere"),
    "redirect that is none": lambda key: headed(f"Location: http://[{key}", "301 Elsewhere"),
    "name of a header": lambda key: headed(f"{key}: 1"),
    "value of a header": lambda key: headed(f"WWW-Authenticate: {key}"),
    "cookie": lambda key: headed(f"Set-Cookie: {key}={key}"),
    "wait": lambda key: headed(f"Retry-After: {key}", "429 Wait"),
    "broken header": lambda key: headed(f"no colon {key}"),
    "length": lambda key: f"HTTP/1.1 200 OK\r\nContent-Length: {key}\r\n\r\n".encode(),
    "encoding": lambda key: headed(f"Content-Encoding: {key}", "200 OK"),
    "transfer encoding": lambda key: headed(f"Transfer-Encoding: {key}", "200 OK"),
    "chunk": lambda key: f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{key}\r\n".encode(),
    "status line": lambda key: f"{key}\r\n\r\n".encode(),
    "status": lambda key: f"HTTP/1.1 {key} No\r\n\r\n".encode(),
    "version": lambda key: f"HTTP/{key} 200 OK\r\n\r\n".encode(),
    "cut off": lambda key: f"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{key}".encode(),
    "nothing but the key": lambda key: key.encode(),
    "sound that is none": lambda key: body("RIFF" + key, 200),
}


@contextmanager
def repeating(answer: Callable[[str], bytes]) -> Iterator[str]:
    """Give the address of a service that answers with what it makes of the key."""
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        thread = threading.Thread(target=_answer_all, args=(waiting, answer))
        thread.start()
        try:
            yield f"http://127.0.0.1:{waiting.getsockname()[1]}"
        finally:
            waiting.shutdown(socket.SHUT_RDWR)
            thread.join()


def _answer_all(waiting: socket.socket, answer: Callable[[str], bytes]) -> None:
    while True:
        try:
            connection, _ = waiting.accept()
        except OSError:
            return
        with connection:
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += connection.recv(1 << 16)
            length = re.search(rb"content-length: ([0-9]+)", asked, re.IGNORECASE)
            while length and len(asked.partition(b"\r\n\r\n")[2]) < int(length[1]):
                asked += connection.recv(1 << 16)
            found = re.search(rb"(?:Bearer|Subscription-Key:) (\S+)", asked, re.IGNORECASE)
            connection.sendall(answer(found[1].decode() if found else KEY))


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


def told(error: BaseException) -> str:
    """Return all that an error tells: its text, that of its causes, and its traceback."""
    found, left = [], [error]
    while left:
        one = left.pop()
        found += [str(one), repr(one.args)]
        left += [cause for cause in (one.__cause__, one.__context__) if cause is not None]
    remedy = error.remedy if isinstance(error, AudionewsError) else ""
    return "\n".join([*found, remedy, *traceback.format_exception(error)])


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("online", [OPENAI, AZURE, EDGE], ids=lambda online: online.name)
@pytest.mark.parametrize("answer", PLACES.values(), ids=PLACES)
def test_no_error_has_the_key(online: Online, answer: Callable[[str], bytes]) -> None:
    with repeating(answer) as address:
        voice = online.voice(address.replace("http://", "ws://") if online is EDGE else address)
        with pytest.raises(EngineError) as caught:
            online.make(limit=60).speak(LINE, voice)
    assert not reveals(told(caught.value)), told(caught.value)


def test_the_test_itself_would_find_the_key() -> None:
    shown = [name for name, answer in PLACES.items() if not reveals(answer(KEY).decode("latin-1"))]
    assert shown == []
    assert not reveals("Incorrect API key provided: sk-loo***. You can find it at https://example.org/keys")


@pytest.mark.usefixtures("keys")
def test_what_is_no_key_is_still_told() -> None:
    words = '{{"error": "voice coral not found for {}, see docs"}}'
    with (
        repeating(lambda key: body(words.format(key))) as address,
        pytest.raises(EngineError, match=r"voice coral not found for \*\*\*, see docs"),
    ):
        OPENAI.make(limit=60).speak(LINE, OPENAI.voice(address))


@pytest.mark.parametrize("online", [OPENAI, AZURE, GTTS, EDGE], ids=lambda online: online.name)
@pytest.mark.usefixtures("keys")
def test_an_address_with_a_password_is_refused_without_it(online: Online) -> None:
    address = f"{'ws' if online is EDGE else 'http'}://user:{KEY}@127.0.0.1:9"
    with pytest.raises(SettingsError, match="has a user name or password") as caught:
        online.make(limit=60).speak(LINE, online.voice(address))
    assert not reveals(told(caught.value))


def test_a_program_that_prints_a_key_does_not_make_us_print_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACME_API_KEY", KEY)
    script = "import os, sys; sys.exit('bad key ' + os.environ['ACME_API_KEY'])"
    voice = Voice(name="x", engine="command", settings={"command": f'"{sys.executable}" -c "{script}"'}, language="ar")
    with pytest.raises(EngineError, match=r"failed \(exit code 1\): bad key \*\*\*") as caught:
        CommandEngine().speak(LINE, voice)
    assert not reveals(told(caught.value))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CACHE", "VOICES", "CONFIG"):
        monkeypatch.setenv(f"AUDIONEWS_{name}", str(tmp_path / name.lower()))
    (tmp_path / "here" / "voices").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    Path("article.txt").write_text(article(), "utf-8")
    return tmp_path


def program(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, as -vv and JSON."""
    command = [sys.executable, "-m", "audionews", *arguments]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **KEYS})


def revealing(home: Path) -> list[str]:
    """Return the files below a folder that hold the key."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return [str(path) for path in files if KEY.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    "place", ["body", "phrase", "status line", "chunk", "base64 of the header", "redirect with a log-in"]
)
def test_nothing_that_the_program_prints_or_keeps_has_the_key(home: Path, place: str) -> None:
    with repeating(PLACES[place]) as address:
        _voice(f'engine = "openai"\nid = "coral"\n[settings]\nbase_url = "{address}/v1"\nkey = "OPENAI_API_KEY"\n')
        for more in (["--json"], ["-v"]):
            done = program("-vv", "build", "article.txt", "--voice", "ar-ours", *more)
            assert done.returncode not in {0, 70, 78}, done.stderr.decode()
            assert b"Traceback" in done.stderr
            assert not reveals((done.stdout + done.stderr).decode())
    assert revealing(home) == []


def test_a_key_with_an_odd_name_is_not_printed_by_workers_either(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIONEWS_SERVICE", KEY)
    with repeating(PLACES["status line"]) as address:
        _voice(f'engine = "openai"\nid = "coral"\n[settings]\nbase_url = "{address}/v1"\nkey = "AUDIONEWS_SERVICE"\n')
        given = {name: value for name, value in os.environ.items() if value != KEY or name == "AUDIONEWS_SERVICE"}
        command = [sys.executable, "-m", "audionews", "-vv", "build", "article.txt", "--voice", "ar-ours"]
        done = subprocess.run([*command, "--workers", "processes:2"], capture_output=True, check=False, env=given)
    assert b"Traceback" in done.stderr
    assert b"***" in done.stderr
    assert not reveals((done.stdout + done.stderr).decode()), done.stderr.decode()
    assert revealing(home) == []


def _voice(lines: str) -> None:
    Path("voices/ar-ours.toml").write_text(f'title = "لنا"\nlanguage = "ar"\nlicence = "CC0-1.0"\n{lines}', "utf-8")
    trust("ar-ours", Settings())


def test_a_build_that_succeeds_keeps_no_key(home: Path) -> None:
    sound = wav(tone("نص طويل يكفي لسطر من الكلام المقروء في الاختبار", 0.5))
    head = f"HTTP/1.1 200 OK\r\nX-Key: {KEY}\r\nContent-Length: {len(sound)}\r\n\r\n".encode()
    with repeating(lambda _: head + sound) as address:
        _voice(f'engine = "openai"\nid = "coral"\n[settings]\nbase_url = "{address}/v1"\nkey = "OPENAI_API_KEY"\n')
        done = program("-vv", "build", "article.txt", "--voice", "ar-ours", "--json")
    assert not reveals((done.stdout + done.stderr).decode())
    assert revealing(home) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", f"https://user:{KEY}@127.0.0.1/article.html"),
        ("build", f"https://{KEY}@127.0.0.1/article.html"),
        ("build", f"http:/\\user:{KEY}@127.0.0.1/article.html"),
        ("build", f"ftp://user:{KEY}@127.0.0.1/article.txt"),
        ("check", f"http://user:{KEY}@127.0.0.1:9/feed.xml"),
        ("publish", f"ftp://user:{KEY}@127.0.0.1:9/podcast"),
        ("publish", f"what://user:{KEY}@127.0.0.1:9/podcast"),
        ("inspect", f"https://user:{KEY}@127.0.0.1/article.html"),
        ("voices", "show", "ar-ours"),
    ],
)
@pytest.mark.usefixtures("home")
def test_no_address_is_printed_with_its_password(arguments: tuple[str, ...]) -> None:
    _voice(f'engine = "openai"\n[settings]\nbase_url = "https://user:{KEY}@127.0.0.1/v1"\n')
    Path("audionews.toml").write_text('[show]\nbase_url = "https://podcast.example.org"\n', "utf-8")
    done = program("-vv", *arguments)
    assert not reveals((done.stdout + done.stderr).decode()), (done.stdout + done.stderr).decode()


STRANGERS = {
    "exception": "raise RuntimeError(f'bad key {key}')",
    "chained": "\ntry:\n    raise ValueError(key)\nexcept ValueError as error:\n    raise RuntimeError('x') from error",
    "note": "error = RuntimeError('failed'); error.add_note(key); raise error",
    "print": "print(key); print(key, file=sys.stderr)",
    "warning": "import warnings; warnings.warn(f'key {key}')",
    "log": "import logging; logging.getLogger('acme').warning('key %s', key)",
    "JSON": "import json; print(json.dumps({'key': key.replace('-', '\\u2010') + key}))",
    "thread": "import threading; one = threading.Thread(target=lambda: {}[key]); one.start(); one.join()",
}


@pytest.mark.parametrize("code", STRANGERS.values(), ids=STRANGERS)
def test_what_a_plug_in_tells_of_its_key_is_masked_where_it_is_printed(code: str) -> None:
    lines = f"key = secret('ACME_CREDENTIALS', 'a key')\n{code}".replace("\n", "\n    ")
    script = f"""
import sys, traceback
from audionews.cli.streams import tolerant_streams
from audionews.engines.toolkit.options import secret
def plug_in():
    {lines}
with tolerant_streams():
    try:
        plug_in()
    except Exception as error:
        traceback.print_exc()
        print(f"audionews: internal error: {{error!r}}", file=sys.stderr)
"""
    environment = {**os.environ, "ACME_CREDENTIALS": KEY}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=environment)
    printed = (done.stdout + done.stderr).decode()
    assert printed
    assert not reveals(printed), printed


def test_short_values_and_other_variables_are_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACME_KEY", "short")
    monkeypatch.setenv("KEYBOARD", "a-long-name-of-a-keyboard")
    assert masked("short a-long-name-of-a-keyboard https://example.org/@author") == (
        "short a-long-name-of-a-keyboard https://example.org/@author"
    )
    assert masked("sftp://me@host/ sftp://me:secret@host/") == "sftp://me@host/ sftp://me:***@host/"
