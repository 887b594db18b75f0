"""The engines that ask a service, and how to point each one at its stand-in."""

from dataclasses import dataclass
from typing import Protocol

from tests.edge_service import EdgeServer
from tests.services import GIVE_UP, HttpServer, Stand

from audionews.engines.azure import AzureEngine
from audionews.engines.edge import EdgeEngine
from audionews.engines.gtts import GttsEngine
from audionews.engines.openai import OpenaiEngine
from audionews.model import Voice
from audionews.ports import SpeechEngine

KEY = "sk-loopback-0123456789abcdef"
KEYS = {"OPENAI_API_KEY": KEY, "AZURE_SPEECH_KEY": KEY, "AZURE_SPEECH_REGION": "uaenorth"}


class Maker(Protocol):
    """Makes an engine with a time limit."""

    def __call__(self, limit: float) -> SpeechEngine: ...


@dataclass(frozen=True)
class Online:
    """An engine that asks a service."""

    name: str
    make: Maker
    id: str
    address: str  # the setting that says where the service is

    def voice(self, address: str) -> Voice:
        """Return the voice with the service at an address."""
        path = "/v1" if self.name == "openai" else ""
        settings = {self.address: f"{address}{path}"}
        return Voice(name=f"test-{self.name}", engine=self.name, id=self.id, language="ar-EG", settings=settings)


GTTS = Online("gtts", GttsEngine, "ar", "address")
OPENAI = Online("openai", OpenaiEngine, "coral", "base_url")
AZURE = Online("azure", AzureEngine, "ar-EG-SalmaNeural", "address")
EDGE = Online("edge", EdgeEngine, "ar-EG-SalmaNeural", "address")
ONLINE = (GTTS, OPENAI, AZURE, EDGE)


class Rig:
    """Puts an engine and its stand-in together."""

    def __init__(self, services: HttpServer, edge: EdgeServer) -> None:
        self.services = services
        self.edge = edge

    def set_up(self, online: Online, limit: float = GIVE_UP) -> tuple[SpeechEngine, Voice, Stand]:
        """Return the engine, a voice that speaks with the stand-in, and the stand-in."""
        server = self.edge if online is EDGE else self.services
        return online.make(limit=limit), online.voice(server.address), server.stand
