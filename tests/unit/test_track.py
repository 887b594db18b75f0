from audionews.building.encoding import EncodedItem, FramesFacts, TrackItem
from audionews.building.synthesis import ClipAddress
from audionews.building.track import make_cue
from audionews.model import Line, Role, Word, WordTime

LINE = Line(
    segment=0,
    role=Role.BODY,
    offset=0,
    written="قال نعم",
    spoken="قالَ نَعَم",
    words=(Word(start=0, end=4, written_start=0, written_end=3), Word(start=5, end=10, written_start=4, written_end=7)),
    pause=450,
)


def test_words_sound_within_their_line_whatever_the_engine_says() -> None:
    """Of a clip 200 ms were trimmed before the speech, and 300 ms after it."""
    words = (WordTime(start=0, end=4, begins=0.0, ends=0.7), WordTime(start=5, end=10, begins=0.7, ends=1.5))
    item = TrackItem(key="aa/bb", clip=ClipAddress("aa/cc", "0"), gain=0.0, pause=450, trimmed=0.2, words=words)
    framed = EncodedItem(item=item, frames=FramesFacts(size=1, samples=1152 * 60, start=3000, end=3000 + 44100))
    cue = make_cue(framed, LINE, 1152 * 100, 44100)
    assert (cue.start, cue.end) == (118200, 162300)
    assert [(word.start, word.end, word.first, word.last) for word in cue.words] == [
        (118200, 118200 + 22050, 0, 3),
        (118200 + 22050, 162300, 4, 7),
    ]
