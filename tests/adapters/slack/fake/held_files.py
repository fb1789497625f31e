"""A file that Slack holds, and every way in which its bytes may disappoint."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tests.adapters.slack.fake.refusals import Json

Trick = Literal[
    "", "truncated", "endless", "redirect", "login", "expired", "html", "dripping"
]


@dataclass(frozen=True)
class Upload:
    """What a person drops into a message.

    *media_type*, *size* are what Slack says of it, true or not; *served_type* is what
    the download says. *status* other than 200 answers the download with an error, the
    first *fails* times only where that is not 0; *delay_s* holds it up, *trick* is
    named below and in `downloads`:
    "truncated" breaks off half-way, "endless" sends far more than declared,
    "redirect" leads to the foreign host, "login" and "expired" to the login page,
    "html" sends a page under the declared type, "dripping" never ends in time.
    """

    content: bytes = b""
    name: str = "picture.png"
    media_type: str = "image/png"
    size: int | None = None
    served_type: str | None = None
    mode: str = "hosted"
    url: str = ""
    status: int = 200
    fails: int = 0
    delay_s: float = 0.0
    trick: Trick = ""
    is_stub: bool = False
    alt: str = ""


@dataclass
class HeldFile:
    """*polls_left* more files.info and it is processed; *shares* are its channels."""

    id: str
    team: str
    user: str
    upload: Upload
    url: str
    title: str = ""
    polls_left: int = 0
    failed: int = 0
    is_complete: bool = True
    is_deleted: bool = False
    is_app_owned: bool = False
    shares: list[tuple[str, str]] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        return self.upload.content

    @property
    def alt(self) -> str:
        return self.upload.alt

    @property
    def is_processed(self) -> bool:
        return self.is_complete and self.polls_left <= 0

    @property
    def json(self) -> Json:
        upload = self.upload
        size = len(upload.content) if upload.size is None else upload.size
        is_known = self.is_processed
        found: Json = {
            "id": self.id,
            "created": 1_800_000_000,
            "timestamp": 1_800_000_000,
            "name": upload.name,
            "title": self.title or upload.name,
            "mimetype": upload.media_type if is_known else "",
            "filetype": upload.name.rpartition(".")[2] if is_known else "",
            "user": self.user,
            "user_team": self.team,
            "size": size,
            "mode": upload.mode,
            "is_external": upload.mode == "external",
            "external_type": "app" if upload.mode in {"external", "remote"} else "",
            "is_public": bool(self.shares),
            "url_private": self.url,
            "url_private_download": self.url,
            "file_access": "visible",
        }
        if upload.alt:
            found["alt_txt"] = upload.alt
        if is_known and upload.media_type.startswith("image/"):
            found |= {"original_w": 640, "original_h": 480, "thumb_360": self.url}
        return found

    @property
    def stub(self) -> Json:
        """As an event tells of it: from a Slack Connect channel the id alone."""
        if self.upload.is_stub:
            return {
                "id": self.id,
                "mode": "file_access",
                "file_access": "check_file_info",
                "created": 0,
                "timestamp": 0,
            }
        return self.json
