"""A file that Discord holds, and every way in which its bytes may disappoint."""

from __future__ import annotations

import io
import mimetypes
from dataclasses import dataclass

from PIL import Image

from tests.adapters.discord.fake.refusals import Json


@dataclass(frozen=True)
class Upload:
    """What a person picks to send.

    *size* and *kind* are what Discord claims of it, where that is not the truth;
    *status*, *redirect* (a URL), *is_cut* and *delay_s* are how the download goes;
    *url* is an address of elsewhere in place of the CDN's.
    """

    name: str
    body: bytes
    kind: str | None = None
    size: int | None = None
    description: str = ""
    status: int = 200
    redirect: str = ""
    is_cut: bool = False
    delay_s: float = 0.0
    url: str = ""


@dataclass
class HeldFile:
    id: str
    channel: str
    name: str
    upload: Upload
    description: str = ""

    @property
    def size(self) -> int:
        said = self.upload.size
        return len(self.upload.body) if said is None else said

    @property
    def kind(self) -> str:
        guess = mimetypes.guess_type(self.name)[0]
        return self.upload.kind or guess or "application/octet-stream"

    def told(self, url: str) -> Json:
        found: Json = {
            "id": self.id,
            "filename": self.name,
            "size": self.size,
            "url": url,
            "proxy_url": url,
            "content_type": self.kind,
        }
        if self.description:
            found["description"] = self.description
        return found | _extent(self.upload.body)


def _extent(body: bytes) -> Json:
    try:
        with Image.open(io.BytesIO(body)) as picture:
            return {"width": picture.width, "height": picture.height}
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return {}
