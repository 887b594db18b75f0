"""What engines are made of, those of this package and those of others: `from audionews.engines.toolkit import post`.

Here are a client for services, sound as a Clip, limits of a text, typed options, speech markup, and the installed files
of voices. Here is no engine, and nothing that loads a heavy package when it is imported. What ``__all__`` names stays.
"""

from audionews.engines.toolkit.clips import sound_clip
from audionews.engines.toolkit.http import MOST_BYTES, WAIT, post
from audionews.engines.toolkit.markup import percent, plain_text, ssml
from audionews.engines.toolkit.options import (
    NoOptions,
    read_options,
    refuse_beyond,
    refuse_pitch,
    refuse_unknown,
    secret,
)
from audionews.engines.toolkit.service import Request, ServiceEngine
from audionews.engines.toolkit.text import check_text, speakable, word_spans
from audionews.engines.toolkit.voice_files import folders, installed, refuse_damaged

__all__ = [
    "MOST_BYTES",
    "WAIT",
    "NoOptions",
    "Request",
    "ServiceEngine",
    "check_text",
    "folders",
    "installed",
    "percent",
    "plain_text",
    "post",
    "read_options",
    "refuse_beyond",
    "refuse_damaged",
    "refuse_pitch",
    "refuse_unknown",
    "secret",
    "sound_clip",
    "speakable",
    "ssml",
    "word_spans",
]
