"""The desk as a client asks it, without a browser: sounds of episodes, and what browsers seldom ask for."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.desk_browser import ARTICLE, SETTINGS, open_desk
from tests.running import eventually
from tests.system.test_desk_attacks import Client

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("asked")


@pytest.fixture(scope="module")
def client(root: Path) -> Iterator[Client]:
    settings = 'publish_to = "site"\n' + SETTINGS.replace("ar-espeak", "silence")
    (root / "audionews.toml").write_text(settings, "utf-8")
    (root / "site").write_text("no folder, so that no upload succeeds")
    with open_desk(root) as url:
        client = Client(url)
        client.enter()
        yield client


def built(client: Client, draft: str, action: str, revision: int, **form: str) -> None:
    """Approve or preview a draft, and wait until that is done."""
    sent = {"csrf": client.token(), "revision": str(revision), **form}
    assert client.ask("POST", f"{draft}/{action}", sent).status == 303
    assert eventually(lambda: '"done":true' in client.ask("GET", f"{draft}/progress").body)


def test_an_episode_is_played_in_parts_before_and_after_it_is_public(client: Client) -> None:
    draft = client.draft()
    assert client.ask("GET", f"{draft}/progress").body == "null"
    assert client.ask("GET", f"{draft}/preview.mp3").status == 404
    built(client, draft, "preview", 1)
    assert 'src="' + draft + "/preview.mp3" in client.ask("GET", f"{draft}/publish").body
    heard = client.ask("HEAD", f"{draft}/preview.mp3")
    assert (heard.status, heard.headers["content-type"]) == (200, "audio/mpeg")
    built(client, draft, "approve", 1, publish_at="2199-01-01T10:00", section="city")
    page = client.ask("GET", "/episodes").body
    assert "مجدولة" in page
    sound = page.partition('src="')[2].partition("/episodes/")[2].partition('"')[0]
    part = client.ask("HEAD", f"/episodes/{sound}", range="bytes=0-99")
    assert part.status == 200
    assert int(part.headers["content-length"]) > 10_000
    assert client.ask("GET", "/show/cover.jpg?", sec_fetch_dest="image").status in {200, 404}
    assert client.ask("GET", f"{draft}/preview.mp3").status == 404, "it was only a preview"


def test_an_upload_that_fails_is_told_until_it_succeeds(client: Client, root: Path) -> None:
    text = ARTICLE.replace("الميناء", "المطار")
    draft = client.ask("POST", "/texts", {"csrf": client.token(), "text": text}).headers["location"]
    built(client, draft, "approve", 1)
    assert eventually(lambda: "لم يُرفع البرنامج إلى موقعه" in client.ask("GET", "/").body)
    page = client.ask("GET", f"{draft}/publish").body
    assert "لم يُرفع البرنامج إلى موقعه" in page
    assert '<details class="original">' in page
    (root / "site").unlink()
    assert client.ask("POST", "/upload", {}).status == 403
    assert client.ask("POST", "/upload", {"csrf": client.token()}).headers["location"] == "/"
    assert eventually(lambda: "البرنامج إلى موقعه" not in client.ask("GET", "/").body)
    assert "المطار" in (root / "site/feed.xml").read_text("utf-8")


def test_an_article_like_an_episode_says_that_it_corrects_it_and_takes_a_note(client: Client) -> None:
    text = ARTICLE.replace("الميناء", "الملعب")
    first = client.ask("POST", "/texts", {"csrf": client.token(), "text": text}).headers["location"]
    page = client.ask("GET", f"{first}/publish").body
    assert ('name="note"' in page, "يصير تصحيحًا لها" in page) == (False, False)
    built(client, first, "approve", 1)
    again = text.replace("كلها من حجر", "كلها من خشب")
    second = client.ask("POST", "/texts", {"csrf": client.token(), "text": again}).headers["location"]
    page = client.ask("GET", f"{second}/publish").body
    assert ('name="note"' in page, "يصير تصحيحًا لها" in page, 'name="is_new"' in page) == (True, True, True)


def test_a_page_that_could_not_be_fetched_is_fetched_again_with_a_click(client: Client) -> None:
    draft = client.ask("POST", "/addresses", {"csrf": client.token(), "url": "http://127.0.0.1:9/a"})
    page = client.ask("GET", draft.headers["location"]).body
    assert 'name="url" value="http://127.0.0.1:9/a"' in page
    assert f"{draft.headers['location']}/script" not in page


def test_a_draft_that_is_no_article_says_so_on_each_page(client: Client) -> None:
    form = {"csrf": client.token(), "text": "كلمة\n"}
    draft = client.ask("POST", "/texts", form).headers["location"]
    assert 'role="alert"' in client.ask("GET", draft).body
    assert client.ask("GET", f"{draft}/script").status == 422
    page = client.ask("GET", f"{draft}/publish")
    assert (page.status, "disabled" in page.body) == (200, True)


def test_what_is_wrong_with_an_input_is_told(client: Client) -> None:
    token = client.token()
    assert client.ask("POST", "/files?name=", b"x", x_csrf=token).status == 422
    assert client.ask("POST", "/addresses", {"csrf": token, "url": "example.org"}).status == 422
    assert client.ask("POST", "/texts", {"csrf": token, "text": ""}).status == 422
    answer = client.ask("POST", "/door", {"name": " ", "back": "/"})
    assert (answer.status, "set-cookie" in answer.headers) == (422, False)
    assert client.ask("GET", "/door?back=/log").status == 200


def test_a_draft_is_put_away_and_taken_out_again(client: Client) -> None:
    form = {"csrf": client.token(), "text": ARTICLE.replace("الميناء", "المسرح")}
    draft = client.ask("POST", "/texts", form).headers["location"]
    sent = {"csrf": client.token(), "revision": "1"}
    assert client.ask("POST", f"{draft}/discard", sent).headers["location"] == "/"
    assert "موضوع جانبًا" in client.ask("GET", "/").body
    assert client.ask("POST", f"{draft}/discard", {**sent, "revision": "2"}).headers["location"] == draft
    assert client.ask("POST", f"{draft}/refresh", {**sent, "revision": "3"}).status == 422
    moved = {**sent, "revision": "3", "line": "2", "place": "body", "page": "script"}
    assert client.ask("POST", f"{draft}/place", moved).status == 303
    undone = client.ask("POST", f"{draft}/undo", {**sent, "revision": "4", "page": "script"})
    assert undone.headers["location"] == f"{draft}/script"
    assert client.ask("POST", f"{draft}/undo", {**sent, "revision": "5"}).status == 422


def test_several_articles_of_one_file_lead_to_the_inbox(client: Client) -> None:
    said = "<p>قال الناس إن السوق كبير جدا.</p>"
    item = '{{"title": "عنوان الخبر رقم {0} في المدينة", "content_html": "{1}", "id": "{0}"}}'
    items = ",".join(item.format(number, said) for number in range(2))
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{items}]}}'
    answer = client.ask("POST", "/files?name=feed.json", feed.encode(), x_csrf=client.token())
    assert (answer.status, answer.headers["location"]) == (303, "/#waiting")


def test_nothing_is_paid_that_was_not_shown(client: Client, root: Path) -> None:
    (root / "voices").mkdir()
    (root / "voices/paid.toml").write_text('engine = "silence"\nlanguage = "ar"\nprice = 1000000.0\n', "utf-8")
    draft = client.ask("POST", "/texts", {"csrf": client.token(), "text": ARTICLE.replace("ا", "و")})
    path = draft.headers["location"]
    sent = {"csrf": client.token(), "revision": "1", "voice": "paid"}
    asked = client.ask("POST", f"{path}/lines/1/sound", sent)
    assert (asked.status, '"cost":' in asked.body) == (402, True)
    assert client.ask("POST", f"{path}/lines/1/sound", {**sent, "pay": "yes"}).status == 200
    assert client.ask("POST", f"{path}/lines/1/sound", sent).status == 200, "it is in the cache now"
    for action in ("approve", "preview"):
        refused = client.ask("POST", f"{path}/{action}", {**sent, "cost": "0.000000"})
        assert (refused.status, "and the page showed 0" in refused.body) == (422, True)
        assert client.ask("POST", f"{path}/{action}", {**sent, "cost": "much"}).status == 422
    page = client.ask("GET", f"{path}/publish?voice=paid&note=x").body
    shown = page.partition('name="cost" value="')[2].partition('"')[0]
    assert float(shown) > 100
    moved = client.ask("POST", f"{path}/preview", {**sent, "cost": shown, "publish_at": "2199-01-01T10:00"})
    assert moved.headers["location"] == f"{path}/publish?voice=paid&publish_at=2199-01-01T10%3A00"
    assert eventually(lambda: '"done":true' in client.ask("GET", f"{path}/progress").body)
    assert client.ask("GET", f"{path}/preview.mp3").status == 200


def test_without_a_recognizer_no_page_speaks_of_one(client: Client) -> None:
    draft = client.draft()
    assert "الاستماع الآلي" not in client.ask("GET", f"{draft}/script").body
    assert client.ask("GET", f"{draft}/proof/progress").body == "null"
    refused = client.ask("POST", f"{draft}/proof", {"csrf": client.token()})
    assert (refused.status, "لا برنامج هنا يتعرّف على الكلام" in refused.body) == (422, True)
    assert client.ask("POST", f"{draft}/proof/stop", {"csrf": client.token()}).status == 303


def test_what_was_written_when_the_session_ended_is_sent_again(client: Client) -> None:
    text = ARTICLE.replace("الميناء", 'السوق "<b>')
    stranger = Client(client.origin)
    ended = stranger.ask("POST", "/texts", {"csrf": client.token(), "text": text})
    assert ended.status == 401
    assert 'name="kept-text"' in ended.body
    assert 'name="back" value="/texts"' in ended.body
    assert "<b>" not in ended.body
    entered = stranger.ask("POST", "/door", {"name": "سلمى", "back": "/texts", "kept-text": text})
    assert entered.status == 200
    assert 'action="/texts"' in entered.body
    token = stranger.token()
    assert token in entered.body
    assert "<b>" not in entered.body
    assert stranger.ask("POST", "/texts", {"csrf": token, "text": text}).status == 303


def test_what_was_written_in_a_form_of_an_older_session_is_shown_to_be_sent_again(client: Client) -> None:
    old = client.token()
    text = ARTICLE.replace("الميناء", "الجسر")
    draft = client.ask("POST", "/texts", {"csrf": old, "text": text}).headers["location"]
    client.enter()
    form = {"csrf": old, "revision": "1", "line": "4", "text": "نص جديد للسطر الرابع كله."}
    answer = client.ask("POST", f"{draft}/rewrite", form)
    assert answer.status == 403
    assert f'action="{draft}/rewrite"' in answer.body
    assert old not in answer.body
    assert "نص جديد" not in client.ask("GET", draft).body, "nothing has changed"
    assert client.ask("POST", f"{draft}/rewrite", form | {"csrf": client.token()}).status == 303


@pytest.mark.parametrize("back", ["//evil.example/x", "https://evil.example", "/leave", "/files", "/nowhere"])
def test_the_door_gives_back_only_forms_of_the_desk(client: Client, back: str) -> None:
    answer = client.ask("POST", "/door", {"name": "ليلى", "back": back, "kept-text": "نص"})
    assert answer.status == 303
    assert answer.headers["location"] in {"/", "/files", "/nowhere"}


def test_a_browser_that_goes_away_in_the_middle_of_an_upload_is_no_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with open_desk(tmp_path) as url:
        where = urlsplit(url)
        for _ in range(3):
            with socket.create_connection((where.hostname or "", where.port or 0), 5) as connection:
                head = (
                    f"POST /door HTTP/1.1\r\nHost: {where.netloc}\r\nOrigin: {url}\r\nContent-Length: 1000\r\n\r\nname="
                )
                connection.sendall(head.encode())
        assert Client(url).ask("GET", "/health").status == 200
    assert "Traceback" not in capfd.readouterr().err
