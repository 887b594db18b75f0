"""An episode whose tag the tests look at."""

from datetime import datetime
from zoneinfo import ZoneInfo

from audionews.model import Chapter, Episode, Role, Segment, ShowFacts, VoiceFacts

SHOW = ShowFacts(
    title="نشرة الصباح", description="أخبار اليوم", author="غرفة الأخبار", base_url="https://example.org/show"
)
VOICE = VoiceFacts(name="ar-test", engine="silence", engine_version="1", title="صوت التجربة", learned=True)
DATE = datetime(2024, 6, 20, 0, 57, tzinfo=ZoneInfo("Asia/Riyadh"))
TITLES = ("عنوان طويل جدًّا يأتي أوّلًا", "ثانٍ", "الفصل الثالث")
EPISODE = Episode(
    id="2024-06-20-1f0c9a3e",
    guid="urn:uuid:1f0c9a3e",
    title="افتتاح مكتبة عامة في وسط المدينة",
    published=DATE,
    updated=DATE,
    summary=("النقطة الأولى", "النقطة الثانية"),
    link="https://example.org/أخبار/مكتبة?id=1%20",
    content="",
    voice=VOICE,
    size=0,
    sha256="",
    rate=44100,
    samples=44100 * 90 + 22,
    bitrate=64,
    loudness=-16.0,
    segments=(Segment(role=Role.HEADLINE, text="العنوان"), Segment(role=Role.BODY, text="المتن")),
    cues=(),
    chapters=tuple(Chapter(title=t, start=k * 1323000, end=(k + 1) * 1323000) for k, t in enumerate(TITLES)),
)
