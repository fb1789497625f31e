"""What the fake helpdesk speaks about: questions, threads, answers with pictures."""

from __future__ import annotations

import hashlib
import io
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from PIL import Image, ImageDraw

Json = dict[str, Any]
NO_PIXELS = (640, 480)  # stands in for what Pillow cannot open


class HasPictures(Protocol):
    pictures: dict[str, bytes]


@dataclass
class Asked:
    """One question, as the server would know it."""

    id: str
    thread: str
    key: str
    text: str
    region: list[float] | None = None
    picture: str | None = None
    pictures: list[Json] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    state: str = "queued"
    position: int = 1
    eta_s: float | None = None
    step: str | None = None
    answer: Json | None = None
    error: Json | None = None
    feedback: str | None = None
    receipt: list[Json] = field(default_factory=list)
    events: list[tuple[str, Json]] = field(default_factory=list)
    at: float = field(default_factory=time.time)

    def __post_init__(self) -> None:
        self.receipt = self.receipt or [
            {
                "label": label,
                "outcome": "accepted",
                "sentence": "Taken as it is.",
                "picture": picture["name"],
            }
            for label, picture in zip(self.files, self.pictures, strict=True)
        ]

    def progress(self) -> Json:
        names = ("state", "position", "eta_s", "step")
        return {name: getattr(self, name) for name in names}

    def body(self) -> Json:
        names = ("id", "thread", "text", "region", "picture", "pictures", "answer")
        rest = ("error", "receipt", "feedback")
        return self.progress() | {name: getattr(self, name) for name in names + rest}


@dataclass
class Thread:
    asked: list[Asked]

    @property
    def pictures(self) -> list[Json]:
        return [picture for asked in self.asked for picture in asked.pictures]

    def whole(self) -> Json:
        questions = [asked.body() for asked in self.asked]
        pictures = self.pictures
        return {
            "id": self.asked[0].thread,
            "pictures": pictures,
            "questions": questions,
        }

    def line(self) -> Json:
        first = self.asked[0]
        picture = self.pictures[0]["name"] if self.pictures else None
        at = self.asked[-1].at
        return {"id": first.thread, "title": first.text, "picture": picture, "at": at}


def a_digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def picture_from(content: bytes, number: int) -> Json:
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
    except OSError:
        width, height = NO_PIXELS
    name = hashlib.sha256(content).hexdigest()
    return {"number": number, "name": name, "width": width, "height": height}


# places of the sample "error.png", 1120 x 700
PLACES = [
    ("Error 0x80070035", [0.334, 0.402, 0.476, 0.444], "read", 0.97),
    ("The network path was not found", [0.334, 0.449, 0.584, 0.492], "read", 0.96),
    ("the VPN", [0.334, 0.498, 0.572, 0.572], "read", 0.52),
    ("a red cross", [0.268, 0.34, 0.322, 0.426], "seen", 0.78),
]
FOLLOW_UPS = ["What should I check first?", "What is in box 2?", "Read all of the text"]


def an_answer(helpdesk: HasPictures, asked: Asked, places: int = 4) -> Json:
    """Return an answer with *places* findings in the newest picture of *asked*."""
    picture = asked.pictures[0]["name"] if asked.pictures else asked.picture
    picture = picture or next(iter(helpdesk.pictures))
    findings = [
        {
            "number": number,
            "phrase": phrase,
            "boxes": [box],
            "picture": picture,
            "source": source,
            "confidence": confidence,
        }
        for number, (phrase, box, source, confidence) in enumerate(PLACES[:places], 1)
    ]
    spans = _spans(places)
    drawn = _drawn(helpdesk, picture, findings)
    return {
        "text": "".join(span["text"] for span in spans),
        "spans": spans,
        "findings": findings,
        "kind": "factual",
        "follow_ups": FOLLOW_UPS,
        "caveats": ["The small print below the message is too blurred to read."],
        "receipt": asked.receipt,
        "annotated": [one["url"] for one in drawn if one["shape"] == "overview"],
        "crops": [one["url"] for one in drawn if one["shape"] == "crop"],
        "drawn": drawn,
        "files": [],
    }


def _spans(places: int) -> list[Json]:
    between = ["The dialog says ", ": ", ". It asks to check ", ", and shows ", "."]
    spans: list[Json] = []
    for number, (phrase, *_) in enumerate(PLACES[:places], 1):
        spans += [
            {"text": between[number - 1], "finding": None},
            {"text": phrase, "finding": number},
        ]
    return [*spans, {"text": between[-1], "finding": None}]


def _drawn(helpdesk: HasPictures, name: str, findings: list[Json]) -> list[Json]:
    with Image.open(io.BytesIO(helpdesk.pictures[name])) as opened:
        image = opened.convert("RGB")
    alt = f"The picture with {len(findings)} numbered places."
    overview = _kept(helpdesk, _overview(image, findings), name)
    drawn = [{**overview, "shape": "overview", "alt": alt, "finding": None}]
    for finding in findings[:3]:
        crop = _kept(helpdesk, _crop(image, finding["boxes"][0]), name)
        alt = f"Enlarged: {finding['phrase']}"
        drawn.append(
            {**crop, "shape": "crop", "alt": alt, "finding": finding["number"]}
        )
    return drawn


def _overview(image: Image.Image, findings: list[Json]) -> Image.Image:
    drawn = image.copy()
    for finding in findings:
        corners = _pixels(image, finding["boxes"][0])
        ImageDraw.Draw(drawn).rectangle(corners, outline="#0072B2", width=3)
    return drawn


def _crop(image: Image.Image, box: list[float]) -> Image.Image:
    left, top, right, bottom = _pixels(image, box)
    margin = (bottom - top) * 0.6
    cut = image.crop(
        (
            round(left - margin),
            round(top - margin),
            round(right + margin),
            round(bottom + margin),
        )
    )
    return cut.resize((cut.width * 3, cut.height * 3))


def _pixels(image: Image.Image, box: list[float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return (
        left * image.width,
        top * image.height,
        right * image.width,
        bottom * image.height,
    )


def _kept(helpdesk: HasPictures, image: Image.Image, picture: str) -> Json:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    name = hashlib.sha256(buffer.getvalue()).hexdigest()[:32]
    helpdesk.pictures[name] = buffer.getvalue()
    return {
        "url": f"/api/pictures/{name}",
        "picture": picture,
        "width": image.width,
        "height": image.height,
    }
