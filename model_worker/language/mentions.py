"""Words that name places -> mentions. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from model_worker.language.phrases import Phrase, is_telling, place_alone
from model_worker.language.place_tokens import (
    Token,
    modifier_at,
    tokens_of,
    word_at,
)
from model_worker.language.place_words import ELEMENTS, MARKED, MARKING
from model_worker.requests import Element, Mention

_LEADS = frozenset({"and", "what", "how", "about", "now", "then", "also"})
_OWN = frozenset({"i", "we", "they", "he", "she"})
_WITH = frozenset({"in", "with", "by"})


def mentions(text: str) -> tuple[Mention, ...]:
    """Return the places that *text* names, in the order they are named."""
    tokens = tokens_of(text)
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        mention, end = Phrase(tokens, at).read()
        if mention is None:
            mention, end = place_alone(tokens, at)
        if mention is None:
            mention, end = _marked(tokens, at)
        if mention is not None and is_telling(mention):
            found.append(mention)
        at = max(end, at + 1)
    return tuple(found)


def _marked(tokens: Sequence[Token], at: int) -> tuple[Mention | None, int]:
    """Read "what is *circled in red*?", "what did *I highlight*?"."""
    word = tokens[at].word
    if word in MARKED:
        mark = MARKED[word]
    elif word in _OWN and word_at(tokens, at + 1) in MARKING:
        at, mark = at + 1, MARKING[word_at(tokens, at + 1)]
    else:
        return None, at
    mention, end = Mention(element="area", mark=mark), at + 1
    if word_at(tokens, end) not in _WITH:
        return mention, end
    tool, after = Phrase(tokens, end + 1).read()
    if tool is not None and tool.mark:
        return tool, after
    said, length = modifier_at(tokens, end + 1)
    if "colour" in said:
        return replace(mention, **said), end + 1 + length
    return mention, end


def only_mention(text: str) -> Mention | None:
    """Return what *text* names when it says no more: "the blue", "bottom right?"."""
    tokens = [token for token in tokens_of(text) if token.word]
    is_led = False
    while tokens and tokens[0].word in _LEADS:
        tokens, is_led = tokens[1:], True
    if not tokens:
        return None
    for named in ([*tokens, Token("one", "one")], tokens):
        mention, end = Phrase(named, 0).read()
        if mention is None or end != len(named) or not is_telling(mention):
            continue
        bare = Mention(element="one", words=mention.words, label=mention.label)
        if is_led or mention != bare:  # "Tokyo" alone is no ellipsis, "and Tokyo?" is
            return mention
    return None


def thing_in(text: str) -> Element | None:
    """Return the first kind of thing that *text* names at all: "which *bar* …"."""
    for token in tokens_of(text):
        if token.word in ELEMENTS and token.word not in {"one", "ones"}:
            return ELEMENTS[token.word]
    return None
