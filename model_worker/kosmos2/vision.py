"""Pictures -> latents: what the language model gets to see. No prompts, no batches."""

from __future__ import annotations

import io
from collections.abc import Sequence

import torch
from PIL import Image
from torch import Tensor

from bot.errors import ModelError
from model_worker.kosmos2.checkpoint import Checkpoint

Pixels = Tensor
Latents = Tensor


class Vision:
    """CLIP's tower and the connector, through transformers."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._model = checkpoint.model
        self._images = checkpoint.image_processor
        self._device = checkpoint.device
        config = checkpoint.model.config
        self.latents_count: int = config.latent_query_num
        self.positions_max: int = config.text_config.max_position_embeddings

    def pixels(self, content: bytes) -> Pixels:
        """Return a PNG or WebP squashed and scaled for the model; any thread may.

        Raises ModelError when it cannot be opened.
        """
        try:
            with Image.open(io.BytesIO(content), formats=["PNG", "WEBP"]) as image:
                batch = self._images(_opaque(image), return_tensors="pt")
        except (
            OSError,
            ValueError,
            SyntaxError,
            Image.DecompressionBombError,
        ) as error:
            raise ModelError(f"the picture cannot be opened: {error}") from error
        pixels: Tensor = batch["pixel_values"][0]
        return pixels

    @torch.inference_mode()
    def latents(self, pictures: Sequence[Pixels]) -> list[Latents]:
        """Return what the language model sees of each picture: [latents, width]."""
        vision = self._model.vision_model
        pixels = torch.stack([*pictures]).to(self._device)
        features = vision.model.post_layernorm(vision(pixel_values=pixels)[0])
        features = torch.nn.functional.normalize(features, dim=-1)
        projected, _ = self._model.image_to_text_projection(features)
        return [*projected]


def _opaque(image: Image.Image) -> Image.Image:
    """Lay *image* on white: dropping its transparency would show what lies hidden."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert(
        "RGB"
    )
