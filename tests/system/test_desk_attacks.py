"""Hostile requests to the desk: forged forms, other hosts, guessed passwords, paths, and too many bytes."""

import http.client
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

import pytest
from tests.desk_browser import ARTICLE, open_desk

pytestmark = pytest.mark.usefixtures("socket_enabled")

PASSWORD = "eleven plus one"  # noqa: S105 - of the test
EVERYWHERE = "0.0.0.0"  # noqa: S104 - it is refused


class Answer(NamedTuple):
    """What a request got."""

    status: int
    headers: dict[str, str]
    body: str


class Client:
    """A browser as far as a server can tell: it has a cookie and sends its origin."""

    def __init__(self, url: str) -> None:
        self.origin = url
        self.cookie = ""

    def ask(
        self, method: str, path: str, form: Mapping[str, str] | bytes | None = None, **headers: str | None
    ) -> Answer:
        """Return the answer; a header of None is left out."""
        sent = {"cookie": self.cookie, "origin": self.origin if method == "POST" else None, **headers}
        given = {name.replace("_", "-"): value for name, value in sent.items() if value}
        body = form if isinstance(form, bytes) or form is None else urlencode(form).encode()
        where = urlsplit(self.origin)
        with closing(http.client.HTTPConnection(where.hostname or "", where.port)) as connection:
            connection.request(method, path, body, given)
            got = connection.getresponse()
            facts = {name.lower(): value for name, value in got.getheaders()}
            answer = Answer(got.status, facts, got.read().decode("utf-8", "replace"))
        self.cookie = answer.headers.get("set-cookie", self.cookie).partition(";")[0]
        return answer

    def enter(self, password: str = "", **headers: str | None) -> Answer:
        """Say who comes."""
        return self.ask("POST", "/door", {"name": "ليلى", "password": password, "back": "/"}, **headers)

    def token(self) -> str:
        """Return the token that forms carry."""
        found = re.search('data-token="([0-9a-f]+)"', self.ask("GET", "/").body)
        assert found
        return found[1]

    def draft(self) -> str:
        """Paste an article and return the path of its draft."""
        return self.ask("POST", "/texts", {"csrf": self.token(), "text": ARTICLE}).headers["location"]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("attacked")
    (root / "secret.txt").write_text("not for everyone")
    return root


@pytest.fixture(scope="module")
def desk(root: Path) -> Iterator[str]:
    with open_desk(root) as url:
        yield url


@pytest.fixture
def client(desk: str) -> Client:
    client = Client(desk)
    client.enter()
    return client


FORGED = {
    "no origin": {"origin": None},
    "another origin": {"origin": "http://evil.example"},
    "an origin without a name": {"origin": "null"},
    "another port": {"origin": "http://127.0.0.1:1"},
    "another scheme": {"origin": "https://127.0.0.1:{port}"},
    "another site, as the browser says": {"sec_fetch_site": "cross-site"},
    "the same site, as the browser says": {"sec_fetch_site": "same-site"},
}


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
def test_a_form_of_another_site_changes_nothing(client: Client, headers: Mapping[str, str | None]) -> None:
    port = str(urlsplit(client.origin).port)
    sent = {name: value and value.replace("{port}", port) for name, value in headers.items()}
    form = {"csrf": client.token(), "text": ARTICLE.replace("الميناء", "السوق")}
    assert client.ask("POST", "/texts", form, **sent).status == 403
    assert "السوق" not in client.ask("GET", "/").body
    assert Client(client.origin).enter("", **sent).status == 403


@pytest.mark.parametrize("token", ["", "0" * 64, "x", "é"])
def test_a_form_without_the_token_of_its_session_changes_nothing(client: Client, token: str) -> None:
    other = Client(client.origin)
    other.enter()
    for each in (token, other.token()):
        assert client.ask("POST", "/texts", {"csrf": each, "text": ARTICLE}).status == 403
    assert client.ask("POST", "/files?name=a.txt", ARTICLE.encode(), x_csrf=quote(token)).status == 403


def test_without_a_session_nothing_is_seen_and_nothing_is_done(client: Client) -> None:
    draft = client.draft()
    stranger = Client(client.origin)
    for path in ("/", "/log", "/show", "/episodes", draft, f"{draft}/script", f"{draft}/progress"):
        answer = stranger.ask("GET", path)
        assert (answer.status, answer.headers["location"]) == (303, f"/door?back={quote(path)}")
        assert "الميناء" not in answer.body
        assert stranger.ask("GET", path, sec_fetch_dest="audio").status == 401
    assert stranger.ask("POST", f"{draft}/approve", {"csrf": client.token(), "revision": "1"}).status == 401
    cookie = client.cookie
    for forged in (f"{cookie[:-1]}0", cookie.replace("=", "=x"), cookie.partition(".")[0], "audionews-desk=x.y"):
        stranger.cookie = forged
        assert stranger.ask("GET", draft).status in ({200} if forged == cookie else {303})


def test_those_who_watch_over_it_need_no_session_and_learn_nothing_else(client: Client) -> None:
    answer = Client(client.origin).ask("GET", "/health")
    assert (answer.status, answer.body) == (200, '{"ok":true}')


def test_a_cookie_is_of_this_site_alone(client: Client) -> None:
    words = client.enter().headers["set-cookie"].lower()
    assert "httponly" in words
    assert "samesite=strict" in words
    assert "secure" not in words, "this machine is reached without TLS"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::2]", EVERYWHERE])
def test_a_name_that_was_made_to_lead_here_is_refused(client: Client, host: str) -> None:
    assert client.ask("GET", "/", host=host).status == 421
    assert client.ask("POST", "/texts", {"csrf": client.token()}, host=host, origin=f"http://{host}").status == 421


PATHS = [
    "/../audionews.toml", "/%2e%2e/audionews.toml", "/assets/../__init__.py", "/assets/..%2f..%2fcli/main.py",
    "/assets//etc/passwd", "/assets/", "/drafts/../../secret.txt", "/drafts/%2e%2e%2f%2e%2e", "/episodes/..%2fx.mp3",
    "/episodes/....mp3", "/drafts/0000000000000000", "/drafts/0000000000000000/preview.mp3", "/secret.txt", "/.env",
    "/episodes/2024-01-01-00000000.mp3", "/drafts/0000000000000000/lines/1/sound", "//evil.example/", "/%00",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_another_file(client: Client, path: str) -> None:
    answer = client.ask("GET", path)
    assert answer.status == 404
    assert "not for everyone" not in answer.body
    assert "Traceback" not in answer.body


@pytest.mark.parametrize("name", ["../../x.txt", "..\\..\\x.txt", "/etc/x.txt", "x\0.txt", "ا" * 3000 + ".txt"])
def test_the_name_of_a_file_is_only_a_name(client: Client, root: Path, name: str) -> None:
    client.draft()
    before = {path for path in root.rglob("*") if ".audionews" not in str(path) and "cache" not in str(path)}
    answer = client.ask("POST", f"/files?name={quote(name)}", ARTICLE.encode(), x_csrf=client.token())
    assert answer.status in {303, 414, 422}
    assert {path for path in root.rglob("*") if ".audionews" not in str(path) and "cache" not in str(path)} == before


def test_the_door_leads_only_to_the_desk(client: Client) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "/x\r\nset-cookie: a=b", "door"):
        answer = client.ask("POST", "/door", {"name": "ليلى", "back": back})
        assert (answer.status, answer.headers["location"]) == (303, "/")


def test_what_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    token = client.token()
    length = str(10_000_001)
    assert client.ask("POST", "/files?name=a.txt", b"", x_csrf=token, content_length=length).status == 413
    assert client.ask("POST", "/texts", b"", content_length="3000001").status == 413
    assert client.ask("POST", "/texts", b"x", content_length="one").status == 400
    assert client.ask("POST", "/door", b"", content_length="99999999").status == 413
    many = urlencode({"csrf": token} | {f"field{number}": "" for number in range(50)}).encode()
    assert client.ask("POST", "/texts", many).status == 403, "a form with that many fields is none of ours"


def test_a_form_that_says_nonsense_gets_a_page_and_no_traceback(client: Client) -> None:
    draft, token = client.draft(), client.token()
    forms = [
        ("place", {"revision": "1", "line": "-1", "place": "body"}, {422}),
        ("place", {"revision": "1", "line": "9" * 50, "place": "body"}, {422}),
        ("place", {"revision": "1", "line": "1", "place": "<script>"}, {422}),
        ("place", {"revision": "99999", "line": "1", "place": "body"}, {409}),
        ("place", {"revision": "١", "line": "1", "place": "body"}, {409}),
        ("fix", {"revision": "1", "word": "2.1", "written": "", "own": "", "scope": "here"}, {422}),
        ("fix", {"revision": "1", "word": "1.1", "written": "كتب", "own": "ا" * 100_000, "scope": "nowhere"}, {422}),
        ("fix", {"revision": "1", "word": "9" * 99, "written": "كتب", "own": "ا", "scope": "here"}, {422}),
        ("accept", {"revision": "1", "word": "0.0"}, {422}),
        ("lines/99999/sound", {}, {422}),
        ("lines/1/sound", {"voice": "../../x"}, {422}),
        ("approve", {"revision": "1", "publish_at": "yesterday"}, {422}),
        ("approve", {"revision": "1", "voice": "nobody"}, {422, 303}),
        ("rewrite", {"revision": "0", "line": "1", "text": "\0"}, {409, 422}),
    ]
    for path, form, statuses in forms:
        answer = client.ask("POST", f"{draft}/{path}", {"csrf": token, **form})
        assert answer.status in statuses, (path, form, answer.status)
        assert "Traceback" not in answer.body
        assert "<script>" not in answer.body.replace('<script src="/assets/desk.js" defer></script>', "")


def test_other_methods_and_every_page_have_the_headers_that_protect_them(client: Client) -> None:
    draft = client.draft()
    assert client.ask("PUT", "/").status == 404
    assert client.ask("DELETE", draft).status == 404
    for path in ("/", draft, f"{draft}/script", "/door", "/nowhere", "/assets/desk.js"):
        headers = client.ask("GET", path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers


def test_what_is_on_the_desk_is_not_served_with_the_show(client: Client, root: Path) -> None:
    client.draft()
    kept = [path for path in (root / "output").rglob("*") if path.is_file()]
    assert kept
    assert all(path.relative_to(root / "output").parts[0].startswith(".audionews") for path in kept)


def test_a_password_is_asked_for_and_cannot_be_guessed(tmp_path: Path) -> None:
    with open_desk(tmp_path, AUDIONEWS_DESK_PASSWORD=PASSWORD) as url:
        client, guesser = Client(url), Client(url)
        assert client.ask("GET", "/").status == 303
        assert 'type="password"' in client.ask("GET", "/door").body
        assert client.enter(PASSWORD).status == 303
        assert client.ask("GET", "/").status == 200
        statuses = [guesser.enter(f"guess {number}").status for number in range(8)]
        assert statuses == [403] * 4 + [429] * 4
        assert guesser.enter(PASSWORD).status == 429, "while it waits, not even the right one is looked at"
        assert guesser.cookie == ""
        assert client.ask("GET", "/").status == 200


def test_the_network_gets_no_desk_without_a_password(tmp_path: Path) -> None:
    with open_desk(tmp_path, "--host", EVERYWHERE) as said:
        assert said == ""
