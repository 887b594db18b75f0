"""Pictures of others, made anew: small covers, photos of articles, and a show's own cover and logo."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from tests.builders import FACTS as SHOW
from tests.builders import STORY, Bench
from tests.web_sites import Reply, Site, policy, site

from audionews.app.show import bring_up_to_date
from audionews.artwork.photo import EDGE, make_photo
from audionews.artwork.small import small_cover
from audionews.building.photos import Photos
from audionews.building.scripting import plan_article
from audionews.building.show_cover import CoverRenderer
from audionews.building.stages import build_episode
from audionews.catalogue import Catalogue, render_show
from audionews.errors import ArticleError, SettingsError
from audionews.model import Article, Episode, Neighbours
from audionews.model import Image as ArticleImage
from audionews.model.events import Noticed
from audionews.model.paths import cover_file, photo_file, small_cover_file
from audionews.render.qr import qr_code
from audionews.settings import FILE, load_settings
from audionews.sources.url import Fetcher
from audionews.stores import open_store

TURNED = 6  # the value of EXIF for a picture that was taken with the camera on its side
ORIENTATION = 0x0112


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), mode: str = "RGB", **options: object) -> bytes:
    sink = io.BytesIO()
    Image.new(mode, size, 90 if mode in {"L", "P"} else "#1060a0").save(sink, kind, **options)
    return sink.getvalue()


def opened(blob: bytes) -> Image.Image:
    return Image.open(io.BytesIO(blob))


def exif() -> Image.Exif:
    found = Image.Exif()
    found[ORIENTATION] = TURNED
    found[0x010E] = "where the photographer lives"
    return found


def test_pillow_loads_no_format_that_is_not_written() -> None:
    """All of them take longer than drawing a cover."""
    code = """
import io, sys
from PIL import Image
from audionews.artwork.small import small_cover
sink = io.BytesIO()
Image.new("RGB", (400, 400), "red").save(sink, "JPEG")
assert small_cover(sink.getvalue())
print([name for name in sys.modules if name in {"PIL.PcxImagePlugin", "PIL.IcnsImagePlugin"}])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_cover_is_small_on_pages() -> None:
    small = small_cover(picture(size=(1400, 1400)))
    assert small
    assert (opened(small).size, opened(small).format, opened(small).mode) == ((320, 320), "WEBP", "RGB")
    assert small_cover(picture(size=(1400, 1400))) == small


@pytest.mark.parametrize("blob", [b"", b"<svg/>", picture()[:200], picture("PNG")[:60], picture("GIF")])
def test_a_picture_that_is_damaged_or_of_another_kind_has_no_small_form(blob: bytes) -> None:
    assert small_cover(blob) is None
    with pytest.raises(ArticleError):
        make_photo(blob)


def test_a_photo_is_upright_small_and_holds_nothing_but_the_picture() -> None:
    made = make_photo(picture(size=(3000, 2000), exif=exif(), icc_profile=b"x" * 300))
    photo = opened(made.blob)
    assert photo.format == "JPEG"
    assert photo.size == (made.width, made.height) == (800, EDGE)
    assert not photo.getexif()
    assert "icc_profile" not in photo.info
    assert b"photographer" not in made.blob


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("WEBP", "RGB"), ("JPEG", "CMYK")]
)
def test_a_photo_of_any_mode_becomes_rgb(kind: str, mode: str) -> None:
    assert opened(make_photo(picture(kind, mode=mode)).blob).mode == "RGB"


def test_a_transparent_photo_stands_on_white() -> None:
    sink = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(sink, "PNG")
    assert opened(make_photo(sink.getvalue()).blob).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(1, 1), (900, 100), (4000, 900), (9000, 9000), (40_000, 40_000)])
def test_icons_banners_and_giants_are_no_photos(size: tuple[int, int]) -> None:
    blob = picture("PNG", (1, 1), "1")
    wide, high = (length.to_bytes(4) for length in size)
    with pytest.raises(ArticleError, match=r"pixels|cannot be read"):
        make_photo(blob.replace(bytes(3) + b"\1" + bytes(3) + b"\1", wide + high, 1))


@pytest.mark.parametrize("longest", [True, False])
def test_a_code_is_drawn_of_addresses_that_a_camera_can_read(*, longest: bool) -> None:
    svg = qr_code("https://podcast.example.org/" + ("a" * 600 if longest else "a"), "رمز <1>")
    assert bool(svg) is not longest
    assert longest or (svg.startswith('<svg role="img" aria-label="رمز &lt;1&gt;" ') and svg.endswith("</svg>"))


def own(folder: Path, cover: bytes, logo: bytes) -> Path:
    (folder / "our cover.png").write_bytes(cover)
    (folder / "logo.png").write_bytes(logo)
    names = 'cover_picture = "our cover.png"\nlogo = "logo.png"'
    (folder / FILE).write_text(f'[show]\nbase_url = "https://podcast.example.org"\n{names}', "utf-8")
    return folder / FILE


@pytest.fixture
def own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path / "cache"))


def rendered(settings: Path, out: Path) -> dict[str, str]:
    """Render the show, and return its feed and its pages."""
    with Catalogue.open(open_store(out)) as catalogue:
        bring_up_to_date(load_settings(settings), catalogue, lambda _: None)
    return {name: (out / name).read_text("utf-8") for name in ("feed.xml", "index.html", "manifest.webmanifest")}


@pytest.mark.usefixtures("own_caches")
def test_a_show_has_its_own_cover_and_logo_everywhere(tmp_path: Path) -> None:
    out = tmp_path / "out"
    logo = io.BytesIO()
    Image.new("RGBA", (600, 600), (0, 0, 0, 0)).save(logo, "PNG")
    made = rendered(own(tmp_path, picture("PNG", (3600, 3600), "RGBA"), logo.getvalue()), out)
    cover = opened((out / "cover.jpg").read_bytes())
    assert (cover.size, cover.mode, cover.format) == ((3000, 3000), "RGB", "JPEG")
    assert cover.getpixel((1500, 1500)) == pytest.approx((16, 96, 160), abs=3)
    assert "https://podcast.example.org/cover.jpg" in made["feed.xml"]
    assert '<img src="icon-192.png"' in made["index.html"]
    assert '<link rel="icon" href="icon-192.png">' in made["index.html"]
    icons = json.loads(made["manifest.webmanifest"])["icons"]
    assert [icon["src"] for icon in icons] == ["icon-192.png", "icon-512.png"]
    home = [opened((out / name).read_bytes()) for name in ("icon-192.png", "icon-512.png", "apple-touch-icon.png")]
    assert [(each.width, each.mode) for each in home] == [(192, "RGBA"), (512, "RGBA"), (180, "RGB")]
    assert home[-1].getpixel((9, 9)) == (255, 255, 255), "home screens want no transparency"


@pytest.mark.usefixtures("own_caches")
def test_another_own_cover_gets_another_name_and_stands_for_a_missing_logo(tmp_path: Path) -> None:
    out, square = tmp_path / "out", (1400, 1400)
    settings = own(tmp_path, picture("PNG", square), picture("PNG", (512, 512)))
    settings.write_text(settings.read_text("utf-8").replace('logo = "logo.png"', ""), "utf-8")
    first = rendered(settings, out)
    icon = (out / "icon-192.png").read_bytes()
    sink = io.BytesIO()
    Image.new("RGB", square, "#803010").save(sink, "PNG")
    (tmp_path / "our cover.png").write_bytes(sink.getvalue())
    second = rendered(settings, out)
    names = [set(re.findall(r"cover[.\w]*jpg", each["feed.xml"])) for each in (first, second)]
    assert names[0] == {"cover.jpg"}
    assert re.fullmatch(r"cover\.[0-9a-f]{8}\.jpg", *names[1])
    assert icon != (out / "icon-192.png").read_bytes()


@pytest.mark.parametrize(
    ("cover", "logo", "what"),
    [
        (picture("PNG", (1400, 1400)), picture("PNG", (400, 400)), "show.logo: logo.png has 400 x 400 pixels"),
        (picture("PNG", (1400, 1401)), b"", "show.cover_picture: our cover.png has 1400 x 1401 pixels"),
        (picture("PNG", (1399, 1399)), b"", "1399 x 1399"),
        (picture("PNG", (6001, 6001), "1"), b"", "6001 x 6001"),
        (b"<svg/>", b"", "show.cover_picture: our cover.png is not a picture"),
        (picture("GIF", (1400, 1400), "P"), b"", "is not a picture that browsers know"),
        (bytes(20_000_001), b"", "has more than 20 MB"),
    ],
)
def test_a_picture_that_apps_would_not_take_is_refused(tmp_path: Path, cover: bytes, logo: bytes, what: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(own(tmp_path, cover, logo))
    assert what in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["none.png", "..", "a\\u0001b", "a" * 300])
def test_a_picture_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / FILE).write_text(f'[show]\nlogo = "{name}"', "utf-8")
    with pytest.raises(SettingsError, match=r"show\.logo"):
        load_settings(tmp_path / FILE)


PICTURED = replace(STORY, image=ArticleImage(url="https://news.test/1.jpg", caption="الميناء", credit="هدى النجار"))
Fetch = Callable[[str], bytes]


class Fetches:
    """Answers with photos, and notes what it is asked."""

    def __init__(self, blob: bytes = b"") -> None:
        self.blob = blob
        self.asked: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if not self.blob:
            raise ArticleError("it is gone", "look there")
        return self.blob


def built(bench: Bench, fetch: Fetch | None, article: Article = PICTURED) -> Episode:
    facts = replace(SHOW, photos=fetch is not None)
    photos = None if fetch is None else Photos(bench.folder, fetch)
    builder = replace(bench.builder(), photos=photos, facts=facts)
    with bench.context() as ctx:
        done = build_episode(partial(plan_article, article), builder, ctx)
    assert done
    return done.episode


def small_of(bench: Bench, episode: Episode) -> bytes:
    (small,) = CoverRenderer(bench.builder().writer).episode(episode, Neighbours(facts=SHOW))
    assert small.path == small_cover_file(episode)
    return b"".join(small.pieces)


def notices(bench: Bench) -> list[str]:
    return [event.text for event in bench.told if isinstance(event, Noticed)]


def test_the_photo_of_an_article_is_kept_with_its_caption_and_credit() -> None:
    bench, fetch = Bench(), Fetches(picture())
    episode = built(bench, fetch)
    assert episode.photo
    assert (episode.photo.caption, episode.photo.credit, episode.photo.url) == ("الميناء", "هدى النجار", *fetch.asked)
    blob = bench.folder.read(photo_file(episode))
    assert blob
    assert (opened(blob).size, len(blob)) == ((episode.photo.width, episode.photo.height), episode.photo.size)
    assert opened(small_of(bench, episode)).getpixel((5, 5)) == pytest.approx((16, 96, 160), abs=12)


def test_no_photo_is_fetched_unless_the_settings_say_so() -> None:
    bench = Bench()
    episode = built(bench, None)
    assert episode.photo is None
    assert small_cover_file(episode).endswith(f"{episode.id}.small.webp")


def test_a_photo_is_fetched_once_and_again_only_if_it_is_another() -> None:
    bench, fetch = Bench(), Fetches(picture())
    first = built(bench, fetch)
    assert built(bench, fetch) == first
    second = built(bench, fetch, replace(PICTURED, body=(STORY.body[0].replace("اليوم", "أمس"), STORY.body[1])))
    assert fetch.asked == ["https://news.test/1.jpg"]
    assert second.photo == first.photo
    fetch.blob = picture(size=(800, 800))
    third = built(bench, fetch, replace(PICTURED, image=ArticleImage(url="https://news.test/2.jpg")))
    assert fetch.asked[1:] == ["https://news.test/2.jpg"]
    assert photo_file(third) != photo_file(replace(third, photo=first.photo)), "caches keep what has a name"


def test_photos_that_are_switched_on_come_to_episodes_that_are_there_and_leave_their_sounds() -> None:
    bench = Bench()
    before = built(bench, None)
    after = built(bench, Fetches(picture()))
    assert after.photo
    assert (after.stem, after.sha256) == (before.stem, before.sha256)
    assert built(bench, None).photo is None


@pytest.mark.parametrize(("blob", "why"), [(b"", "it is gone"), (b"<html>", "it cannot be read as a picture")])
def test_a_photo_that_cannot_be_used_is_told_and_the_episode_is_made(blob: bytes, why: str) -> None:
    bench = Bench()
    assert built(bench, Fetches(blob)).photo is None
    assert notices(bench) == [f"port.txt: the photo at https://news.test/1.jpg is left out: {why}"]


def test_an_episode_whose_photo_is_lost_goes_on_without_it() -> None:
    bench, fetch = Bench(), Fetches(picture())
    bench.folder.remove(photo_file(built(bench, fetch)))
    episode = built(bench, fetch)
    assert episode.photo is None
    assert len(fetch.asked) == 1
    assert bench.folder.read(cover_file(episode))


def test_a_cover_that_is_damaged_is_drawn_on_pages() -> None:
    bench = Bench()
    episode = built(bench, None)
    whole = small_of(bench, episode)
    bench.folder.write(cover_file(episode), [b"no picture"])
    assert small_of(bench, episode) == whole


def test_the_photo_is_public_with_its_episode_and_goes_with_it() -> None:
    bench = Bench()
    episode = built(bench, Fetches(picture()))
    with bench.context() as ctx:
        catalogue, now = ctx.catalogue, ctx.clock()
        renderers = (CoverRenderer(bench.builder().writer),)
        render_show(catalogue, renderers, SHOW, now)
        public = {file.path for file in catalogue.public_files()}
        assert {photo_file(episode), small_cover_file(episode)} <= public
        catalogue.update(episode.id, episode.revision, lambda _: replace(episode, removed=True))
        render_show(catalogue, renderers, SHOW, now)
        left = {file.path for file in catalogue.public_files()}
    assert not left & {photo_file(episode), small_cover_file(episode)}


@pytest.fixture
def paper(socket_enabled: None) -> Iterator[Site]:  # noqa: ARG001 - opens the loopback
    with site() as found:
        yield found


def test_the_guarded_fetch_brings_photos_and_nothing_from_private_networks(paper: Site) -> None:
    paper.pages["/1.jpg"] = Reply(picture(), headers={"Content-Type": "image/jpeg"})
    fetcher = Fetcher(policy())
    bench = Bench()
    image = ArticleImage(url=paper.at("/1.jpg"))
    episode = built(bench, lambda url: fetcher.fetch(url).blob.content, replace(PICTURED, image=image))
    assert episode.photo
    private = ArticleImage(url=paper.at("/1.jpg", "127.0.0.1"))
    refused = built(bench, lambda url: fetcher.fetch(url).blob.content, replace(PICTURED, image=private))
    assert refused.photo is None
    assert "is left out" in notices(bench)[-1]


def test_an_article_that_names_no_photo_has_none() -> None:
    bench, fetch = Bench(), Fetches(picture())
    assert built(bench, fetch, STORY).photo is None
    assert (fetch.asked, notices(bench)) == ([], [])


def test_a_photo_takes_the_new_names_of_its_episode() -> None:
    bench = Bench()
    builder = replace(
        bench.builder(second="opus"), photos=Photos(bench.folder, Fetches(picture())), facts=replace(SHOW, photos=True)
    )
    with bench.context() as ctx:
        done = build_episode(partial(plan_article, PICTURED), builder, ctx)
    assert done
    (second,) = done.episode.alternates
    older = replace(done.episode, alternates=(replace(second, sha256="0" * 64, size=1),))
    repaired = builder.writer.repair(older)
    assert repaired
    assert photo_file(repaired) != photo_file(older)
    assert bench.folder.read(photo_file(repaired)) == bench.folder.read(photo_file(older))
    assert builder.writer.repair(repaired) == repaired


def test_a_pillow_without_webp_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.features.check", lambda _: False)
    with pytest.raises(SettingsError, match="WebP"):
        small_cover(picture())
