"""A KOSMOS-2 small enough for a test: the real architecture at a toy's size.

`build` writes a checkpoint of random weights, tokenizer and image processor included,
in the layout of the published one. `build_taught` writes one that has learnt SAYINGS
by heart: phrases with boxes, whatever the picture.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from transformers import (
    CLIPImageProcessorPil,
    Kosmos2Config,
    Kosmos2ForConditionalGeneration,
    Kosmos2Processor,
    XLMRobertaTokenizer,
)
from transformers.utils import logging

from bot.jobs import Box
from model_worker.kosmos2.markup import Patch, Tag, Words, marks, patch_name
from model_worker.kosmos2.prompts import (
    AskRegion,
    Caption,
    DescribeRegion,
    Detailed,
    Locate,
    Question,
    Task,
)
from model_worker.kosmos2.vocabulary import LATENTS_FROM, Vocabulary

SIDE_PX = 56
WIDTH = 32
LATENTS = 64
MISTAKES_MAX = 2
SAYINGS: dict[type[Task], str] = {
    Caption: " a window with<phrase> a message</phrase><object><patch_index_0292>"
    "<patch_index_0571></object> and<phrase> a button</phrase><object>"
    "<patch_index_0724><patch_index_0826></object>.",
    Detailed: " The image shows<phrase> two dogs</phrase><object><patch_index_0079>"
    "<patch_index_1016></delimiter_of_multi_objects/><patch_index_0135>"
    "<patch_index_1008></object> next to<phrase> a table</phrase><object>"
    "<patch_index_0610><patch_index_0872></object> and a hat.",
    Question: " It shows<phrase> a dialog</phrase><object><patch_index_0099>"
    "<patch_index_0859></object> on a blue page.",
    Locate: "<object><patch_index_0164><patch_index_0571></object>",
    DescribeRegion: " a small red button with text",
    AskRegion: " It is<phrase> a line</phrase><object><patch_index_0164>"
    "<patch_index_0571></object>.",
}
_SENTENCES = """
a an the it is of in on and with at by to not no what where which how who does do
this that image question answer about describe detail error message window button
dialog text box screen red blue green left right top bottom says say shows snowman
fire hat dog dogs cat table page line first second see here there can you find two
large small white black special features sitting next
"""
_WORDS = _SENTENCES.split()


def build(folder: Path, seed: int = 0, processor: Any = None) -> Path:
    """Write a random checkpoint into *folder*; the same *seed* writes the same.

    With the published *processor* it has the published vocabulary and picture size.
    """
    processor = processor or _processor()
    model = _model(processor, seed)
    # Wider than at birth and less sure of its last word: else it repeats one token.
    with torch.no_grad():
        for name, weights in model.text_model.named_parameters():
            if weights.dim() > 1:
                weights.normal_(std=0.1 if "embed" in name else 1.0)
    return _saved(model, processor, folder)


def build_full(folder: Path) -> Path:
    """Write random weights of the published model's full size, 7 GB; takes a minute.

    Its tokenizer is the tiny one: what is said means nothing, and takes as long.
    """
    side = {"height": 224, "width": 224}
    images = CLIPImageProcessorPil(size=side, crop_size=side, do_center_crop=False)
    processor = Kosmos2Processor(images, _processor().tokenizer)  # type: ignore[no-untyped-call]
    torch.manual_seed(0)
    model = Kosmos2ForConditionalGeneration(Kosmos2Config())
    model.eval()  # type: ignore[no-untyped-call]
    return _saved(model, processor, folder)


def build_taught(folder: Path) -> Path:
    """Write a checkpoint that says SAYINGS; takes about six seconds.

    Arithmetic differs a little from machine to machine, and so does what is learnt:
    a pupil that fails its examination is replaced by the next.
    """
    processor = _processor()
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # many only wait for each other at this size
    try:
        for seed in range(1, 6):
            school = _School(_model(processor, seed), processor, seed)
            school.teach(steps=700)
            if school.mistakes(lessons=70) <= MISTAKES_MAX:
                return _saved(school.model, processor, folder)
    finally:
        torch.set_num_threads(threads)
    raise RuntimeError("five tiny models in a row could not learn five sayings")


class _School:
    def __init__(self, model: Any, processor: Any, seed: int) -> None:
        self.model = model
        self._tokenizer = processor.tokenizer
        self._vocabulary = Vocabulary(processor.tokenizer.backend_tokenizer)
        self._lessons = _lessons(random.Random(seed))

    def teach(self, steps: int) -> None:
        optimizer = torch.optim.AdamW(self.model.text_model.parameters(), lr=1e-2)
        slower = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, steps)
        for _ in range(steps):
            optimizer.zero_grad()
            self._lesson(next(self._lessons))[0].backward()
            optimizer.step()
            slower.step()

    @torch.no_grad()
    def mistakes(self, lessons: int) -> int:
        """How many of so many sayings it would not say to the letter."""
        return sum(not self._lesson(next(self._lessons))[1] for _ in range(lessons))

    def _lesson(self, task: Task) -> tuple[Any, bool]:
        """The loss of one saying, and whether each of its tokens comes first."""
        asked = self._vocabulary.prompt_ids(task, LATENTS, room=1000)
        saying = _said(self._tokenizer, SAYINGS[type(task)])
        ids = torch.tensor([[*asked, *saying, self._vocabulary.end]])
        pictures = torch.zeros_like(ids, dtype=torch.bool)
        pictures[:, LATENTS_FROM : LATENTS_FROM + LATENTS] = True
        labels = ids.clone()
        labels[:, : len(asked)] = -100
        out = self.model.text_model(
            input_ids=ids,
            image_embeds=torch.randn(1, LATENTS, WIDTH) * 0.3,
            image_embeds_position_mask=pictures,
            labels=labels,
        )
        first = out.logits[0, len(asked) - 1 : -1].argmax(-1)
        return out.loss, torch.equal(first, ids[0, len(asked) :])


def _lessons(chance: random.Random) -> Iterator[Task]:
    while True:
        words = " ".join(chance.choices(_WORDS, k=chance.randint(1, 20)))
        left, top = chance.uniform(0, 0.5), chance.uniform(0, 0.5)
        box = Box(left, top, left + 0.4, top + 0.4)
        yield Caption()
        yield Detailed()
        yield Question(f"{words}?")
        yield Question(f"{words}?", earlier=((words, "it shows a dialog"),))
        yield Locate(words[:20])
        yield DescribeRegion(box)
        yield AskRegion(f"what is in {words}?", words[:20], box)


def _said(tokenizer: Any, saying: str) -> list[int]:
    """The ids as they are generated: a full stop after a tag takes no space."""
    ids: list[int] = []
    for mark in marks(saying):
        match mark:
            case Tag(name):
                ids.append(tokenizer.convert_tokens_to_ids(name))
            case Patch(index):
                ids.append(tokenizer.convert_tokens_to_ids(patch_name(index)))
            case Words(text) if text.startswith(" "):
                ids += tokenizer(text, add_special_tokens=False).input_ids
            case Words(text):
                ids += tokenizer.convert_tokens_to_ids(list(text))
    return ids


def _model(processor: Any, seed: int) -> Any:
    torch.manual_seed(seed)
    config = Kosmos2Config(
        text_config={
            "vocab_size": len(processor.tokenizer),
            "embed_dim": WIDTH,
            "layers": 2,
            "ffn_dim": 2 * WIDTH,
            "attention_heads": 4,
        },
        vision_config={
            "hidden_size": WIDTH,
            "intermediate_size": 2 * WIDTH,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "image_size": processor.image_processor.size["height"],
        },
        latent_query_num=LATENTS,
    )
    return Kosmos2ForConditionalGeneration(config).eval()  # type: ignore[no-untyped-call]


def _processor() -> Any:
    whole = [f"\u2581{each}" for word in _WORDS for each in {word, word.capitalize()}]
    letters = [chr(code) for code in range(33, 127) if chr(code) not in "<>"]
    vocabulary = [(name, 0.0) for name in ("<s>", "<pad>", "</s>", "<unk>")]
    vocabulary += [(piece, -1.0) for piece in sorted(set(whole))]
    vocabulary += [(piece, -9.0) for piece in ("\u2581", *letters)]
    side = {"height": SIDE_PX, "width": SIDE_PX}
    return Kosmos2Processor(  # type: ignore[no-untyped-call]
        CLIPImageProcessorPil(size=side, crop_size=side, do_center_crop=False),
        XLMRobertaTokenizer(
            vocab=[*vocabulary, ("<mask>", 0.0)],
            padding_side="left",  # kept only when it is given here
        ),
    )


def _saved(model: Any, processor: Any, folder: Path) -> Path:
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder
