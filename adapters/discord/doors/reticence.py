"""What discord.py logs by itself: addresses with tokens in them, and people's words.

Its loggers are kept to what is neither.
"""

from __future__ import annotations

import logging

QUIET = {
    "discord.http": logging.ERROR,  # a 429 is logged with its address
    "discord.webhook": logging.ERROR,
    "discord.ui": logging.CRITICAL,  # a button is logged with its label
    "discord.app_commands": logging.CRITICAL,
    "discord.client": logging.ERROR,
    "discord.gateway": logging.WARNING,
    "discord.state": logging.ERROR,
}


def be_reticent() -> None:
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
