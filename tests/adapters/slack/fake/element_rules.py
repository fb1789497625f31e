"""Which elements of a block Slack refuses: texts, buttons, images, feedback."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.adapters.slack.fake.held_files import HeldFile
from tests.adapters.slack.fake.refusals import Json

Files = dict[str, HeldFile]
PRESSABLE = frozenset({"button", "feedback_buttons", "icon_button", "overflow"})


def text_faults(text: Any, most: int, kind: str = "") -> Iterator[str]:
    """A text object of up to *most* characters, of *kind* where that matters."""
    if not isinstance(text, dict) or not isinstance(text.get("text"), str):
        yield "missing required field: text"
        return
    if text.get("type") not in ({kind} if kind else {"mrkdwn", "plain_text"}):
        yield f"must be {kind or 'a text object'}, is {text.get('type')}"
    if not text["text"]:
        yield "must be more than 0 characters"
    if len(text["text"]) > most:
        yield f"must be less than {most + 1} characters"


def element_faults(element: Json, files: Files) -> Iterator[str]:
    kind = element.get("type")
    if kind in PRESSABLE and "action_id" not in element:
        element = element | {"action_id": "made-up"}
    if len(str(element.get("action_id", ""))) > 255:
        yield "action_id is longer than 255 characters"
    match kind:
        case "button":
            yield from _button(element)
        case "image":
            yield from image_faults(element, files)
        case "mrkdwn" | "plain_text":
            yield from text_faults(element, 3000)
        case "feedback_buttons":
            yield from _feedback(element)
        case "icon_button":
            yield from _icon_button(element)
        case None:
            yield "missing required field: type"


def image_faults_if_any(image: Json | None, files: Files) -> Iterator[str]:
    if image is not None:
        yield from image_faults(image, files)


def image_faults(image: Json, files: Files) -> Iterator[str]:
    alt = image.get("alt_text")
    if not isinstance(alt, str) or not alt:
        yield "missing required field: alt_text"
    elif len(alt) > 2000:
        yield "alt_text must be less than 2001 characters"
    if bool(image.get("image_url")) == bool(image.get("slack_file")):
        yield "exactly one of image_url and slack_file is needed"
        return
    if image.get("slack_file"):
        yield from _slack_file(image["slack_file"], files)
    elif len(image["image_url"]) > 3000:
        yield "image_url must be less than 3001 characters"


def _slack_file(wanted: Json, files: Files) -> Iterator[str]:
    for held in files.values():
        if wanted.get("id") == held.id or wanted.get("url") == held.url:
            if held.is_deleted or not held.is_processed:
                yield "invalid slack file: not yet processed"
            elif not held.upload.media_type.startswith("image/"):
                yield "invalid slack file: no image"
            return
    yield "invalid slack file: unknown"


def _button(element: Json) -> Iterator[str]:
    yield from text_faults(element.get("text"), 75, "plain_text")
    if len(element.get("value", "")) > 2000:
        yield "value must be less than 2001 characters"
    if element.get("style", "primary") not in {"primary", "danger"}:
        yield f"unknown style: {element['style']}"
    if len(element.get("accessibility_label", "")) > 75:
        yield "accessibility_label must be less than 76 characters"


def _feedback(element: Json) -> Iterator[str]:
    for name in ("positive_button", "negative_button"):
        button = element.get(name)
        if not isinstance(button, dict) or not button.get("value"):
            yield f"missing required field: {name} with text and value"
            continue
        yield from text_faults(button.get("text"), 75, "plain_text")
        if len(button["value"]) > 2000:
            yield "value must be less than 2001 characters"


def _icon_button(element: Json) -> Iterator[str]:
    if element.get("icon") != "trash":
        yield f"unknown icon: {element.get('icon')}"
    yield from text_faults(element.get("text"), 75, "plain_text")
    if len(element.get("value", "")) > 2000:
        yield "value must be less than 2001 characters"
    if not isinstance(element.get("visible_to_user_ids", []), list):
        yield "visible_to_user_ids must be a list"
