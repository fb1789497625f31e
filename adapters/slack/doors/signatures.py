"""Whether bytes come from Slack: its v0 signature, judged before anything is parsed.

Time is passed in. Whatever a stranger sends, the answer is yes or no, never an error.
Source: Slack, "Verifying requests from Slack" (version v0).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence

AGE_MAX_S = 300
TIMESTAMP = re.compile(r"[0-9]{1,12}")
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return what Slack sends as X-Slack-Signature with *body*."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def is_slacks(
    secret: str,
    timestamps: Sequence[str],
    signatures: Sequence[str],
    body: bytes,
    now: float,
) -> bool:
    """Return whether *body* was signed with *secret* within the last five minutes.

    *timestamps*, *signatures* are all headers of those names: there must be one each.
    """
    if not secret or len(timestamps) != 1 or len(signatures) != 1:
        return False
    [timestamp], [sent] = timestamps, signatures
    if not TIMESTAMP.fullmatch(timestamp) or not SIGNATURE.fullmatch(sent):
        return False
    if abs(now - int(timestamp)) > AGE_MAX_S:
        return False
    return hmac.compare_digest(signature(secret, timestamp, body), sent)
