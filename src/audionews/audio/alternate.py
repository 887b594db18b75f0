"""A second encoding beside the MP3, Opus or AAC, for apps that know podcast:alternateEnclosure. PyAV encodes it."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

from audionews.errors import SettingsError
from audionews.packages import install_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.container.core import Chapter

VERSION = 2  # part of what an episode's content digest covers: raise it when the bytes change


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """An encoding.

    Attributes:
        suffix: Suffix of its files.
        media_type: Media type of its files.
        codec: PyAV's name of the codec.
        container: PyAV's name of the container.
        rate: Samples a second.
        bitrate: Bits a second.
    """

    suffix: str
    media_type: str
    codec: str
    container: str
    rate: int
    bitrate: int


KINDS = {
    "opus": Kind(suffix="opus", media_type="audio/ogg", codec="libopus", container="ogg", rate=48000, bitrate=32000),
    "aac": Kind(suffix="m4a", media_type="audio/mp4", codec="aac", container="ipod", rate=44100, bitrate=48000),
}
TAGS = ("title", "artist", "album", "genre", "date", "comment")  # copied from the MP3 where it has them
NO_SECOND = 'write alternate = "" into [sound] of the settings'
OPTIONS = {
    "fflags": "+bitexact",  # no date, and the same serial number every time
    "movflags": "+faststart",  # the index comes first, so that a player can start before it has everything
}


def check(kind: Kind) -> None:
    """Check that the encoding can be written, before a paid voice has spoken.

    Raises:
        SettingsError: PyAV is not installed, or was built without the codec.
    """
    try:
        from av.codec.codec import Codec, UnknownCodecError  # noqa: PLC0415 - loads when used
    except ImportError as error:
        raise SettingsError("Opus and AAC need PyAV", install_command("audionews[alternate]")) from error
    try:
        Codec(kind.codec, "w")
    except UnknownCodecError as error:
        raise SettingsError(f"this PyAV cannot write {kind.suffix}", NO_SECOND) from error


def transcode(mp3: bytes, kind: Kind) -> bytes:
    """Return the sound of an MP3 in another encoding: mono, of the same length, with its texts and chapters.

    The same MP3 gives the same bytes. They pass through a file because the beginning of an M4A is written last.

    Raises:
        SettingsError: PyAV is not installed, or was built without the codec.
    """
    check(kind)
    import av  # noqa: PLC0415 - loads when used

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"sound.{kind.suffix}")
        options = OPTIONS if kind.suffix == "m4a" else {"fflags": OPTIONS["fflags"]}
        try:
            with av.open(io.BytesIO(mp3), "r") as source, av.open(file, "w", kind.container, options) as sink:
                _copy(source, sink, kind)
        except av.FFmpegError as error:
            raise SettingsError(f"{kind.suffix} cannot be written: {error}", NO_SECOND) from error
        return file.read_bytes()


def _copy(source: InputContainer, sink: OutputContainer, kind: Kind) -> None:
    from av.audio.layout import AudioLayout  # noqa: PLC0415 - loads when used

    sink.metadata.update({name: source.metadata[name] for name in TAGS if name in source.metadata})
    if kind.container == "ogg":
        sink.metadata.update(_comments(source.chapters()))
    else:
        sink.set_chapters(source.chapters())
    stream = cast("AudioStream", sink.add_stream(kind.codec, rate=kind.rate))
    stream.bit_rate = kind.bitrate
    stream.layout = AudioLayout("mono")
    samples = 0
    for frame in source.decode(source.streams.audio[0]):
        frame.pts, frame.time_base = (
            samples,
            Fraction(1, frame.sample_rate),
        )  # so that the delay is declared
        samples += frame.samples
        sink.mux(stream.encode(frame))
    sink.mux(stream.encode(None))


def _comments(chapters: Sequence[Chapter]) -> Iterator[tuple[str, str]]:
    """Yield chapters as Vorbis comments. FFmpeg's own are a second late if the milliseconds are 500 or more.

    Source: "Chapter Extension" of the Xiph wiki.
    """
    for number, chapter in enumerate(chapters):
        seconds, milliseconds = divmod(chapter["start"], 1000)  # ID3 counts milliseconds
        minutes, seconds = divmod(seconds, 60)
        yield f"CHAPTER{number:03}", f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{milliseconds:03}"
        yield f"CHAPTER{number:03}NAME", chapter["metadata"]["title"]
