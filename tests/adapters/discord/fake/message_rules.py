"""Which messages Discord refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tests.adapters.discord.fake.calls import Call
from tests.adapters.discord.fake.component_rules import component_faults
from tests.adapters.discord.fake.held_files import HeldFile, Upload
from tests.adapters.discord.fake.places import PLAIN, Channel, Flag, Message
from tests.adapters.discord.fake.refusals import Json, Refused, invalid_form

CONTENT_MAX = 2000
ALT_MAX = 1024
NONCE_MAX = 25
EMBED_WORDS_MAX = 6000
SETTABLE = (
    Flag.SUPPRESS_EMBEDS
    | Flag.EPHEMERAL
    | Flag.SUPPRESS_NOTIFICATIONS
    | Flag.IS_COMPONENTS_V2
)


@dataclass
class Written:
    """What a message says from now on, found to be within the rules."""

    content: str
    embeds: list[Json]
    components: list[Json]
    kept: list[HeldFile]
    uploads: list[Upload] = field(default_factory=list)
    flags: Flag = PLAIN

    @property
    def is_v2(self) -> bool:
        return bool(self.flags & Flag.IS_COMPONENTS_V2)

    @property
    def names(self) -> set[str]:
        kept = {held.name for held in self.kept}
        named = {re.sub(r"[^\w.-]", "_", u.name, flags=re.ASCII) for u in self.uploads}
        return kept | named


def written(call: Call, channel: Channel, form: Json, old: Message | None) -> Written:
    """*form* as Discord takes it, over what *old* said; or its refusal."""
    found = _over(form, old)
    uploads = list(_uploads(call, form))
    found.uploads = uploads
    if old is not None and "attachments" not in form:
        found.kept = list(old.files)
    most = call.world.file_max(channel)
    if any(len(upload.body) > most for upload in uploads):
        raise Refused(413, 40005, "Request entity too large")
    faults = [*_form_faults(form), *_faults(found), *_mention_faults(form)]
    if faults:
        raise invalid_form(*faults)
    if not any((found.content, found.embeds, found.components, found.names)):
        raise Refused(400, 50006, "Cannot send an empty message")
    return found


def _over(form: Json, old: Message | None) -> Written:
    flags = Flag(int(form.get("flags") or 0)) & SETTABLE
    if old is None:
        content, embeds, parts = "", [], []
    else:
        content, embeds, parts = old.content, old.embeds, old.components
        flags |= old.flags & (Flag.IS_COMPONENTS_V2 | Flag.EPHEMERAL)
    kept: list[HeldFile] = []
    if old is not None:
        ids = {str(a.get("id")) for a in form.get("attachments") or []}
        kept = [held for held in old.files if held.id in ids]
    return Written(
        content=str(form.get("content", content) or "").strip(),
        embeds=form.get("embeds", embeds) or [],
        components=form.get("components", parts) or [],
        kept=kept,
        flags=flags,
    )


def _uploads(call: Call, form: Json) -> Iterator[Upload]:
    """The files of the form, each with the name and alt text that go with it."""
    listed = {str(a.get("id")): a for a in form.get("attachments") or []}
    for number, upload in call.uploads.items():
        said = listed.get(str(number), {})
        yield replace(
            upload,
            name=said.get("filename") or upload.name,
            description=said.get("description") or "",
        )
    for name in listed:
        if len(name) < 3 and int(name) not in call.uploads:
            raise invalid_form(f"attachments: no file files[{name}]")


def _form_faults(form: Json) -> Iterator[str]:
    if len(str(form.get("nonce") or "")) > NONCE_MAX:
        yield f"nonce: must be {NONCE_MAX} or fewer in length"
    attachments = form.get("attachments") or []
    if len(attachments) > 10:
        yield "attachments: must be 10 or fewer in length"
    if any(len(a.get("description") or "") > ALT_MAX for a in attachments):
        yield f"description: must be {ALT_MAX} or fewer in length"


def _faults(found: Written) -> Iterator[str]:
    if len(found.content) > CONTENT_MAX:
        yield f"content: must be {CONTENT_MAX} or fewer in length"
    if found.is_v2 and (found.content or found.embeds):
        yield "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    if len(found.kept) + len(found.uploads) > 10:
        yield "attachments: must be 10 or fewer in length"
    yield from _embed_faults(found.embeds)
    yield from component_faults(found.components, found.names, is_v2=found.is_v2)
    if not found.is_v2:
        for embed in found.embeds:
            yield from _unattached(embed, found.names)


def _embed_faults(embeds: list[Json]) -> Iterator[str]:
    if len(embeds) > 10:
        yield "embeds: must be 10 or fewer in length"
    words = 0
    for embed in embeds:
        fields = embed.get("fields") or []
        if len(fields) > 25:
            yield "fields: must be 25 or fewer in length"
        parts = [
            (embed.get("title"), 256),
            (embed.get("description"), 4096),
            ((embed.get("footer") or {}).get("text"), 2048),
            ((embed.get("author") or {}).get("name"), 256),
            *((one.get("name"), 256) for one in fields),
            *((one.get("value"), 1024) for one in fields),
        ]
        words += sum(len(text or "") for text, _most in parts)
        if any(len(text or "") > most for text, most in parts):
            yield "a part of an embed is too long"
    if words > EMBED_WORDS_MAX:
        yield f"embeds: {words} characters, more than {EMBED_WORDS_MAX}"


def _unattached(embed: Json, names: set[str]) -> Iterator[str]:
    for part in ("image", "thumbnail"):
        url = str((embed.get(part) or {}).get("url", ""))
        name = url.removeprefix("attachment://")
        if name != url and name not in names:
            yield f"{url} names a file that is not attached"


def _mention_faults(form: Json) -> Iterator[str]:
    allowed: Any = form.get("allowed_mentions")
    if allowed is None:
        return
    parse = allowed.get("parse") or []
    if set(parse) - {"everyone", "users", "roles"}:
        yield f"allowed_mentions.parse: {parse}"
    for kind in ("users", "roles"):
        ids = allowed.get(kind) or []
        if len(ids) > 100:
            yield f"allowed_mentions.{kind}: must be 100 or fewer in length"
        if ids and kind in parse:
            yield f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive'
