"""Whatever is built, in whatever order, no text is lost to an unlike one, and each article finds its own episode."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.builders import NOW, STORY, Bench

from audionews.articles.likeness import are_versions, wording_of
from audionews.building.matching import NO_CHOICE, Choice
from audionews.building.plan import describe, noted
from audionews.building.scripting import plan_article
from audionews.catalogue import Catalogue
from audionews.errors import AmbiguousArticle
from audionews.model import Article, Episode, Precision, Track

TEXTS = (
    "افتتح وزير النقل الميناء الجديد صباح اليوم بحضور عدد كبير من الأهالي والعاملين في القطاع، وقال إن العمل بدأ.",
    "فاز فريق المدينة على ضيفه بثلاثة أهداف مقابل هدف واحد في المباراة التي جرت مساء أمس على ملعبه الجديد.",
    "رصد باحثون في محمية الوادي أكثر من مئتي نوع من الطيور المهاجرة خلال فصل الربيع الماضي قرب البحيرة.",
    "استقال وزير المالية من منصبه.",
    "استقال وزير الداخلية من منصبه.",
)
ENDS = ("", " وانتهى البيان.", " وسيعلن المزيد لاحقا في مؤتمر صحفي.")
DAYS = (None, datetime(2024, 6, 19), datetime(2024, 6, 20))  # noqa: DTZ001 - in the show's zone
TRACK = Track(rate=44_100, bitrate=64, samples=44_100, loudness=-16, frames=(), cues=(), chapters=())
ARTICLES = st.builds(
    lambda text, end, **facts: (text, replace(STORY, body=(TEXTS[text] + end,), date_precision=Precision.DAY, **facts)),
    st.integers(0, len(TEXTS) - 1),
    st.sampled_from(ENDS),
    headline=st.sampled_from(["عاجل", "من أخبار المدينة في يوم جديد"]),
    date=st.sampled_from(DAYS),
    link=st.sampled_from(["", "https://example.org/", "https://example.org/news"]),
    source_id=st.sampled_from(["", "", "1"]),
    source=st.sampled_from(["a.txt", "b.txt", "-"]),
)


def _given(new: Episode, _current: Episode | None) -> Episode:
    return new


class IdentityMachine(RuleBasedStateMachine):
    """Builds articles as a careless newsroom would. ``texts`` says which text each episode must have."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench()
        self.builder = self.bench.builder()
        self.catalogue = Catalogue.open(self.bench.folder)
        self.texts: dict[str, int] = {}

    def teardown(self) -> None:
        self.catalogue.close()

    def build(self, article: Article, choice: Choice) -> tuple[str, Episode]:
        """Build an article without its sound; return what was done, and the episode."""
        with self.bench.context() as ctx:
            plan = plan_article(article, self.builder, replace(ctx, catalogue=self.catalogue, choice=choice))
        if plan.existing and plan.change == "unchanged":
            made = noted(plan, plan.existing, NOW)
        else:
            made = describe(plan, TRACK, self.builder.voices, NOW)
        return plan.change, self.catalogue.update(made.id, plan.revision, partial(_given, made))

    @rule(made=ARTICLES, new=st.booleans())
    def publish(self, made: tuple[int, Article], new: bool) -> None:  # noqa: FBT001 - a rule gives names
        text, article = made
        try:
            change, episode = self.build(article, Choice(new=new))
        except AmbiguousArticle:
            if new:
                raise
            return
        assert (change == "new") == (episode.id not in self.texts)
        assert self.texts.setdefault(episode.id, text) == text
        for choice in (NO_CHOICE, Choice(new=True)):
            assert self.build(article, choice) == ("unchanged", episode)

    @rule(made=ARTICLES, which=st.integers(0, 9))
    def correct(self, made: tuple[int, Article], which: int) -> None:
        if not self.texts:
            return
        named = sorted(self.texts)[which % len(self.texts)]
        change, episode = self.build(made[1], Choice(correct=named))
        assert (episode.id, change in {"corrected", "remade", "unchanged"}) == (named, True)
        self.texts[named] = made[0]
        assert self.build(made[1], NO_CHOICE)[0] in {"unchanged", "remade"}, "another episode may have the very words"

    @invariant()
    def every_text_is_still_there(self) -> None:
        headers = self.catalogue.headers()
        assert {header.id for header in headers} == set(self.texts)
        assert len({header.guid for header in headers}) == len(headers)
        for header in headers:
            (body,) = (segment.text for segment in self.catalogue.episode(header.id).segments[1:])
            assert are_versions(wording_of("", [body]), wording_of("", [TEXTS[self.texts[header.id]]]))


IdentityMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
TestIdentity = IdentityMachine.TestCase
