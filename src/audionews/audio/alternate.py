"""A second encoding beside the MP3, for apps that know podcast:alternateEnclosure: Opus or AAC, by PyAV."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from audionews.errors import SettingsError

if TYPE_CHECKING:
    from av.audio.stream import AudioStream

VERSION = 1  # part of what an episode's content digest covers: raise it when the bytes change


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """An encoding.

    Attributes:
        suffix: Of its files.
        media_type: Of its files.
        codec: As PyAV calls it.
        container: As PyAV calls it.
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
    "aac": Kind(suffix="m4a", media_type="audio/mp4", codec="aac", container="mp4", rate=44100, bitrate=48000),
}


def transcode(mp3: bytes, kind: Kind) -> bytes:
    """Return the sound of an MP3 in another encoding, mono, without tags; the same bytes for the same sound.

    Raises:
        SettingsError: PyAV is not installed, or was built without the codec.
    """
    try:
        import av  # noqa: PLC0415 - loads when used
        from av.audio.layout import AudioLayout  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError("Opus and AAC need PyAV", 'pip install "audionews[alternate]"') from error
    blob = io.BytesIO()
    plain = {"fflags": "+bitexact"}  # no date, and the same serial number every time
    try:
        with av.open(io.BytesIO(mp3), "r") as source, av.open(blob, "w", format=kind.container, options=plain) as sink:
            stream = cast("AudioStream", sink.add_stream(kind.codec, rate=kind.rate))
            stream.bit_rate = kind.bitrate
            stream.layout = AudioLayout("mono")
            for frame in source.decode(source.streams.audio[0]):
                frame.pts = None
                sink.mux(stream.encode(frame))
            sink.mux(stream.encode(None))
    except av.FFmpegError as error:
        raise SettingsError(f"this PyAV cannot write {kind.suffix}: {error}", 'write alternate = ""') from error
    return blob.getvalue()
