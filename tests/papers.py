"""Pages of a newspaper that embed the player: what the tests of embedding in a browser are made of."""

import dataclasses
import re
from pathlib import Path

from playwright.sync_api import Page

from audionews.model import CueWord, Episode

HOSTILE = """
*{letter-spacing:4px!important;text-transform:uppercase;line-height:3!important;font-size:30px}
html{font-size:62.5%}
button,input,select,div{background:red!important;border:9px dashed lime!important;position:absolute;width:10px}
.bar,.root,.play,.mini,.head,.notice,.title,.from{display:none!important}
body{background:#202428;color:#ddd}
main{transform:translateZ(0)}
"""
STYLES = {
    "light": "",
    "dark": "html,body{background:#101418;color:#e8e8e8}",
    "hostile": HOSTILE,
    "sepia": "body{background:oklch(0.93 0.04 90);color:oklch(0.3 0.05 60)}",
    "photo": "main{background:linear-gradient(#222,#333);color:#ccc}",
}
# What a page may have of its own; the player must not react to it.
OWN = """<aside><button id="own" data-copy="nothing">انسخ</button>
<p><span id="timed" data-start="3">بعد ثلاث دقائق</span></p>
<a id="chapter" href="#chapter" data-chapter="9">الفصل التاسع</a><em class="lit from">بيان</em></aside>"""
MORE = "".join(f"<p>خبر آخر في الصفحة رقم {n}، لا يُقرأ في الحلقة، وفيه ما يملأ السطر.</p>" for n in range(40))


def worded(episode: Episode) -> Episode:
    """Return the episode with times of words, spread evenly over each line."""
    cues = []
    for cue in episode.cues:
        found = list(re.finditer(r"\S+", cue.text))
        step = (cue.end - cue.start) // len(found)
        words = tuple(
            CueWord(start=cue.start + n * step, end=cue.start + (n + 1) * step, first=one.start(), last=one.end())
            for n, one in enumerate(found)
        )
        cues.append(dataclasses.replace(cue, words=words))
    return dataclasses.replace(episode, cues=tuple(cues))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Paper:
    """A page of a newspaper with an article and its player.

    Attributes:
        style: Of the page.
        players: HTML of the player, or of several; "SITE" is the address of the show.
        head: More for the head of the page.
        direction: Of the page.
        script: The attributes of the element that loads the player.
    """

    style: str = ""
    players: str = ""
    head: str = ""
    direction: str = "rtl"
    script: str = "defer"

    def write(self, episode: Episode, folder: Path, site: str) -> str:
        """Write the page beside the show, and return its address on another origin."""
        headline, *others = (f"<p>{one.text.replace('،', ' ،')}</p>" for one in episode.segments)
        player = self.players or f'<audio-news src="SITE/episodes/{episode.id}"></audio-news>'
        page = (
            f'<!doctype html><html lang="ar" dir="{self.direction}"><head><meta charset="utf-8">{self.head}'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="audionews.svg">'
            '<link rel="stylesheet" href="paper.css"><title>صحيفة</title>'
            f'<script src="SITE/audionews.js" {self.script}></script></head>'
            f"<body><main><h1>{headline[3:-4]}</h1>{player}"
            f"{''.join(others)}{OWN}{MORE}</main></body></html>"
        )
        (folder / "paper.css").write_text(f"body{{font:18px/1.9 serif;max-width:42rem}}{self.style}", "utf-8")
        (folder / "paper.html").write_text(page.replace("SITE", site), "utf-8")
        return f"{site.replace('127.0.0.1', 'localhost')}/paper.html"


def lit(page: Page, name: str = "line") -> list[str]:
    """Return the texts that are lit on the page of a newspaper: the line, or the word."""
    found = page.evaluate(
        "n => [...(CSS.highlights.get(`audionews-${n}`) ?? [])].map((range) => range.toString())", name
    )
    return [" ".join(text.split()) for text in found]


def contrast_of_lit(page: Page, name: str = "line") -> float:
    """Return the contrast of the lit text to what lies behind it."""
    return float(
        page.evaluate(
            """(name) => {
  const [range] = CSS.highlights.get(`audionews-${name}`), element = range.startContainer.parentElement;
  const style = getComputedStyle(element, `::highlight(audionews-${name})`);
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const own = getComputedStyle(element).color, text = name === "line" && style.color === own ? own : style.color;
  const luminance = (colour) => {
    const scale = colour.startsWith("rgb") ? 255 : 1, parts = parse(colour);
    return [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => {
      const value = parts[at] / scale;
      return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0);
  };
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const plain = (colour) => {
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return `rgb(${[...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).join(" ")})`;
  };
  const [low, high] = [text, style.backgroundColor].map((one) => luminance(plain(one))).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}""",
            name,
        )
    )
