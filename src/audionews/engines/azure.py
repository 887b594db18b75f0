"""Speaks with Azure Speech over its REST interface: the official neural voices, for those who have a contract.

https://learn.microsoft.com/azure/ai-services/speech-service/rest-text-to-speech
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.engines.toolkit.markup import ssml
from audionews.engines.toolkit.options import secret, variable
from audionews.engines.toolkit.service import Request, ServiceEngine
from audionews.errors import SettingsError
from audionews.model import Caps, Diacritics

if TYPE_CHECKING:
    from audionews.model import Voice

MOST_CHARS = 2_000  # of one request; the service stops at ten minutes of speech
LIMIT = 60.0  # seconds for one clip
KEY, REGION = "AZURE_SPEECH_KEY", "AZURE_SPEECH_REGION"

_FORMAT = "riff-48khz-16bit-mono-pcm"  # the voices are made at 48 kHz; WAV says how long it has to be
_PATH = "/cognitiveservices/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AzureOptions:
    """What a voice of Azure may have in [settings].

    Attributes:
        region: Of your resource, else it is in AZURE_SPEECH_REGION.
        address: Of an endpoint to ask instead of the region's own.
    """

    region: str = ""
    address: str = ""


class AzureEngine(ServiceEngine[AzureOptions]):
    """Azure Speech: 48 kHz WAV, no word times.

    ``voice.id`` is the name of a voice ("ar-EG-SalmaNeural"). The key is in the environment variable AZURE_SPEECH_KEY.
    """

    name = "azure"
    version = "1"
    options = AzureOptions
    limit = LIMIT
    caps = Caps(
        offline=False,
        max_chars=MOST_CHARS,
        concurrency=8,
        diacritics=Diacritics.EITHER,
        learned=True,
        seconds=2 * LIMIT,
        key=KEY,
        sensitive=("address",),
    )

    def request(self, text: str, voice: Voice, options: AzureOptions) -> Request:
        """Return what to ask.

        Raises:
            SettingsError: Key or region are missing, or the voice's id is none.
        """
        if re.fullmatch(r"[a-z]{2,3}-[A-Za-z-]+-\w+", voice.id) is None:
            raise SettingsError(f'voice {voice.name}: id is "{voice.id}"', 'write one like id = "ar-EG-SalmaNeural"')
        headers = {
            "Ocp-Apim-Subscription-Key": secret(KEY, "the key of your Speech resource"),
            "Content-Type": "application/ssml+xml",
            "X-Microsoft-OutputFormat": _FORMAT,
        }
        return Request(_address(options), ssml(text, voice).encode(), headers)


def _address(options: AzureOptions) -> str:
    if options.address:
        return options.address.rstrip("/") + _PATH
    region = options.region or variable(REGION, "the region of your Speech resource")
    if re.fullmatch(r"[a-z0-9]+", region) is None:
        raise SettingsError(f'"{region}" is no Azure region', "write one like uaenorth")
    return f"https://{region}.tts.speech.microsoft.com{_PATH}"
