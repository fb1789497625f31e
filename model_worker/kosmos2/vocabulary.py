"""Words to ids and back; ids never come from a person's words but through here.

KOSMOS-2's vocabulary ends with its tags and 1,024 location tokens: an id from
`first_control` on is never a person's. Answers are read id by id, never re-tokenised.
"""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer

from bot.errors import ModelError
from model_worker.kosmos2.grammar import Tags
from model_worker.kosmos2.markup import (
    ADDED_TAGS,
    DELIMITER,
    IMAGE,
    IMAGE_END,
    OBJECT,
    OBJECT_END,
    PATCHES,
    PHRASE,
    PHRASE_END,
    SPECIAL_TAGS,
    Mark,
    Patch,
    Tag,
    Words,
    patch_name,
)
from model_worker.kosmos2.prompts import Fixed, Piece, Spoken, Task, pieces, shorter

SPOKEN_TOKENS_MAX = 256
LATENTS_FROM = 2
"""Where the picture lies in every prompt: after `<s><image>`."""


class Vocabulary:
    """The ids of one tokenizer. Raises ModelError when it is not KOSMOS-2's."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._tags = {self._id(name): Tag(name) for name in SPECIAL_TAGS + ADDED_TAGS}
        self.first_control = self._id(ADDED_TAGS[0])
        self.first_patch = self._id(patch_name(0))
        self.begin, self.pad, self.end = map(self._id, ("<s>", "<pad>", "</s>"))
        controls = (*ADDED_TAGS, *map(patch_name, range(PATCHES)))
        expected = range(self.first_control, self.first_control + len(controls))
        if [*map(self._id, controls)] != [*expected] or self.size != expected.stop:
            raise ModelError("the tokenizer's tags and places are not KOSMOS-2's")

    @property
    def size(self) -> int:
        return self._tokenizer.get_vocab_size()

    @property
    def tags(self) -> Tags:
        """The ids that an answer's markup is made of."""
        silent = {self.begin, self.pad, self._id("<mask>")}
        return Tags(
            end=self.end,
            phrase=self._id(PHRASE),
            phrase_end=self._id(PHRASE_END),
            object=self._id(OBJECT),
            object_end=self._id(OBJECT_END),
            delimiter=self._id(DELIMITER),
            first_patch=self.first_patch,
            first_control=self.first_control,
            silent=frozenset(silent),
        )

    def prompt_ids(self, task: Task, latents: int, room: int) -> tuple[int, ...]:
        """Return `<s><image>`, a place for each of *latents*, `</image>`, the prompt.

        The oldest turns are forgotten until all of it fits into *room* tokens. Raises
        ModelError when the newest alone does not.
        """
        around = (self.begin, self._id(IMAGE)), (self._id(IMAGE_END),)
        picture = (*around[0], *[self._id("<unk>")] * latents, *around[1])
        asked: Task | None = task
        while asked is not None:
            ids = [each for piece in pieces(asked) for each in self._piece_ids(piece)]
            if len(picture) + len(ids) <= room:
                return (*picture, *ids)
            asked = shorter(asked)
        raise ModelError(f"a prompt of {len(ids)} tokens does not fit into {room}")

    def said_ids(self, text: str) -> tuple[int, ...]:
        """Return what the model would have said to say *text*. Raises ModelError."""
        piece = Spoken(f" {text.strip()}")
        return tuple(self._piece_ids(piece))

    def first_ids(self, *words: str) -> tuple[int, ...]:
        """Return the ids that begin an answer of one of *words*, where it is one id."""
        named = (self._tokenizer.token_to_id(f"\u2581{word}") for word in words)
        return tuple(each for each in named if each is not None)

    def mark(self, token: int, log_probability: float | None = None) -> Mark:
        """Return what *token* stands for in an answer."""
        if token in self._tags:
            return self._tags[token]
        if token >= self.first_patch:
            return Patch(token - self.first_patch, log_probability)
        name: str | None = self._tokenizer.id_to_token(token)
        return Words((name or "").replace("\u2581", " "), log_probability)

    def _piece_ids(self, piece: Piece) -> Sequence[int]:
        ids: list[int] = self._tokenizer.encode(
            piece.text, add_special_tokens=False
        ).ids
        match piece:
            case Fixed():
                return ids
            case Spoken():
                return self._harmless(ids[:SPOKEN_TOKENS_MAX])

    def _harmless(self, ids: list[int]) -> list[int]:
        """The last guard against hostile words: escaping has left none such."""
        unknown = self._id("<unk>")
        if any(each in self._tags and each != unknown for each in ids) or any(
            each >= self.first_control for each in ids
        ):
            raise ModelError("a person's words became control tokens")
        return ids

    def _id(self, name: str) -> int:
        found: int | None = self._tokenizer.token_to_id(name)
        if found is None:
            raise ModelError(
                f"the tokenizer does not know {name}: it is not KOSMOS-2's"
            )
        return found
