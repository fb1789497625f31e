"""Which of what was read is an error message. Pure; knows no error by name.

A message is a sentence that says what went wrong; a title ("Error") or a bare code
only points at one, and ranks behind it.
"""

from __future__ import annotations

import re

from msgspec import Struct

from bot.text_reading import Block, TextReading
from model_worker.readers.advice_in_text import advice
from model_worker.readers.complaints_in_text import complaints
from model_worker.readers.names_in_text import codes, names
from model_worker.readers.passages import THROWN, is_title, nearest_below, passages

__all__ = ["Message", "advice", "codes", "error_blocks", "messages", "names"]

_SURELY = re.compile(
    r"""\b(?:
    fail(?:ed|ure|s)?\b(?!-) | fatal | panic(?:ked)? | crash(?:ed|es)?
    | corrupt(?:ed|ion)? | denied | refused | rejected | forbidden | unauthori[sz]ed
    | timed[ -]?out | time-?out(?!\s*[(:=\d]) | unreachable | unable\ to
    | unsupported | unhandled
    | unrecogni[sz]ed | unresolved | aborted | invalid | violation | insufficient
    | cannot | can['\u2019]t | could\ ?n(?:o|['\u2019])t
    | (?:was|is|are|were)(?:\ not|n['\u2019]t)\ (?:found|recogni[sz]ed|responding|valid
        |available|allowed|supported|reachable|connected|defined|accessible|permitted)
    | not\ found | no\ such | does(?:\ not|n['\u2019]t)\ exist
    | not\ (?:responding|enough|permitted|allowed|authori[sz]ed) | has\ stopped
    | stopped\ working | went\ wrong | out\ of\ (?:memory|disk|space|range|paper)
    | (?:connection|session)\ (?:was\ )?(?:lost|reset|closed|expired|terminated)
    | has\ expired | segmentation\ fault | access\ violation | stack\ overflow
    | (?:disk|drive|volume|mailbox|storage)\ (?:\w:?\ )?(?:is\ )?(?:almost\ )?full
    | (?:limit|quota)\ (?:has\ been\ )?(?:exceeded|reached) | exceeded
    | incorrect | wrong\ password | ran\ into\ a\ problem | no\ internet
    | (?:internal|server|runtime|syntax|network|application|system|type|value|key|fatal
        |unknown|unexpected|critical|a|an|the\ following|i/o|disk|read|write|script
        |database|connection|protocol|certificate)\ error
    )\b
    | ^\W*(?:error|fatal|exception|critical|severe)\b\W*[:\]\-\u2013]
    | ^[\W\d_TZ]*(?-i:ERROR|FATAL|CRITICAL|SEVERE|EMERG)\b(?=.*[a-z])
    | \b[A-Z]\w*(?:Error|Exception)\b | \bERR(?:!|_\w+) | \bException\ in\ thread""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_MAYBE = re.compile(
    r"\b(?:errors?|exception|problem|missing|unexpected(?:ly)?|unknown|conflict"
    r"|traceback|blocked|wrong|expired|sorry|oops|warning|alert|not|declined|lost"
    r"|incomplete|interrupted|unsuccessful|unavailable|offline)\b",
    re.IGNORECASE,
)
_ERROR = re.compile(r"\berrors?\b|exception|\bfail", re.IGNORECASE)
_HARMLESS = re.compile(
    r"""\b(?:no|0|zero|without|never|any|nothing|not\ a\ single)
        \s(?:\w+\s)?(?:errors?|failures?|failed|fails?|problems?|issues?|warnings?
        |exceptions?|crash\w*|missing|invalid)\b
    | \b(?:errors?|failures?|failed|warnings?|invalid|missing|rejected|timeouts?)
        \s*[:=(]\s*(?:0|none)\b
    | \b(?:error|fail|fault|crash)[- ](?:free|safe|tolerant|over|proof)
    | \berror\ (?:handling|correction|bars?|rates?|logs?|reports?|margin|analysis|page)
    | \b(?:exception|failure)\ (?:handling|rates?|analysis)
    | \b(?:margin\ of|trial\ and|report\ an?|standard|show|hide|clear)\ errors?
    | \b(?:if|when|unless|until|before)\ [^.]{0,80}?
        \b(?:fail(?:s|ed)?|errors?|cannot|invalid)
    | \bI\ (?:cannot|can['\u2019]t|could\ ?n(?:o|['\u2019])t)\b
    | \b(?:cannot|can['\u2019]t|could\ ?n(?:o|['\u2019])t)
        \ (?:wait|miss|believe|be\ (?:happier|easier|simpler|better|beat(?:en)?))
    | \b(?:fixed|resolved|solved|recovered\ from)\b[^.]{0,80}
    | ^\W*(?:raise|throw|except|catch)\b.*""",
    re.IGNORECASE | re.VERBOSE,
)
_POINTERS = re.compile(
    r"(?i)\b(?:error|errors|code|codes|errno|status|exception|number|http|id|stop)\b"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENOUGH = 3
_PROSE_WORDS = 45
_LONG_LINES = 6
_TITLE_WORDS = 3
_REACH_BLOCKS = 3


class Message(Struct, frozen=True):
    """What an error says, and the *title* above it where there is one."""

    body: Block
    title: Block | None = None


class _Candidate(Struct, frozen=True):
    """*rank* sorts: messages before titles and codes, then by weight, then by place."""

    rank: tuple[bool, float, int]
    block: Block
    title: Block | None = None


def messages(reading: TextReading) -> tuple[Message, ...]:
    """Return what the errors say, the likeliest first, each under its title.

    Where nothing reads like an error, what a form complains about.
    """
    found = _candidates(reading)
    titles = {id(each.title) for each in found if each.title is not None}
    told = [
        Message(each.block, each.title)
        for each in found
        if id(each.block) not in titles
    ]
    return tuple(told or [Message(block) for block in complaints(reading)])


def error_blocks(reading: TextReading) -> tuple[Block, ...]:
    """Return what reads like an error, the likeliest message first.

    A block is narrowed to the lines that say it, a log to its bad lines.
    """
    return tuple(each.block for each in _candidates(reading))


def _candidates(reading: TextReading) -> list[_Candidate]:
    parts = [part for block in reading.blocks for part in _narrowed(block)]
    weights = [_weight(_text(part)) for part in parts]
    titles = _titles(parts, weights)
    found = []
    for place, part in enumerate(parts):
        title = titles.get(place)
        weight = weights[place] + (_ENOUGH if title is not None else 0)
        if weight >= _ENOUGH:
            is_pointer = not _is_sentence(_text(part))
            found.append(_Candidate((is_pointer, -weight, place), part, title))
    return sorted(found, key=lambda each: each.rank)


def _weight(text: str) -> float:
    """Return how much *text* reads like an error; 3 is enough."""
    bare = _HARMLESS.sub(" ", text)
    weight = 0.0
    if _SURELY.search(bare):
        weight = 3.0
    elif _MAYBE.search(bare):
        weight = 1.5 + 0.5 * bool(_ERROR.search(bare))
    if weight and codes(bare):
        weight += 1.5
    if THROWN.search(bare):
        weight += 1.0
    if len(text.split()) > _PROSE_WORDS and not _ERROR.search(bare):
        weight -= 1.5
    return weight


def _is_sentence(text: str) -> bool:
    """Whether *text* says something beside titles and codes."""
    for code in codes(text):
        text = text.replace(code, " ")
    return len(_WORD.findall(_POINTERS.sub(" ", text))) >= _TITLE_WORDS


def _titles(parts: list[Block], weights: list[float]) -> dict[int, Block]:
    """Return the titles of messages by the places of these.

    A title is an error itself or stands over one; a bare "Error" need not be near.
    """
    titles: dict[int, Block] = {}
    for title, weight in zip(parts, weights, strict=True):
        if not weight or not is_title(title):
            continue
        place = nearest_below(title, parts)
        if place is None or not _is_message(parts[place]):
            place = _next_message(title, parts)
        elif weight < _ENOUGH > weights[place] and not _is_bare(title):
            continue
        if place is not None:
            titles[place] = title
    return titles


def _is_message(part: Block) -> bool:
    return len(_WORD.findall(_text(part))) > _TITLE_WORDS and (
        not is_title(part) or len(part.lines) > 1
    )


def _is_bare(title: Block) -> bool:
    """Whether *title* says that there is an error, and nothing of it."""
    text = _text(title)
    is_short = len(text.split()) <= _TITLE_WORDS
    return is_short and _ERROR.search(_HARMLESS.sub("", text)) is not None


def _next_message(title: Block, parts: list[Block]) -> int | None:
    """Return the place of the message that is read after a bare *title*."""
    if not _is_bare(title):
        return None
    start = next(place for place, part in enumerate(parts) if part is title) + 1
    for place in range(start, min(start + _REACH_BLOCKS, len(parts))):
        if len(_WORD.findall(_text(parts[place]))) > _TITLE_WORDS:
            return place
    return None


def _narrowed(block: Block) -> list[Block]:
    """Return the passages of *block*, of long ones the lines that read like errors."""
    return [
        part
        for passage in passages(block)
        for part in (
            [passage] if len(passage.lines) <= _LONG_LINES else _bad_lines(passage)
        )
    ]


def _bad_lines(passage: Block) -> list[Block]:
    runs: list[Block] = []
    is_open = False
    for line in passage.lines:
        if _weight(line.text) < _ENOUGH:
            is_open = False
        elif is_open:
            runs[-1] = Block((*runs[-1].lines, line))
        else:
            runs.append(Block((line,)))
            is_open = True
    return runs


def _text(block: Block) -> str:
    return " ".join(line.text for line in block.lines)
