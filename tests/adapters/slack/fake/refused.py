"""Looking at what the real client is refused with."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


async def refusal(answer: Any) -> str:
    """The error that *answer* is refused with."""
    with pytest.raises(SlackApiError) as caught:
        await answer
    return str(caught.value.response["error"])
