"""Values that nobody reads in Redis without our key."""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import SettingsError

NEW_KEY = "`python -m adapters.slack --new-key` prints a new one"


def new_key() -> str:
    return Fernet.generate_key().decode()


class Sealed:
    """Values under *key*: Fernet keys apart by commas, of which the first encrypts.

    So a new key is put in front, and the old ones stay until nothing needs them.
    Raises SettingsError where one is no key.
    """

    def __init__(self, key: str) -> None:
        keys = [part.strip() for part in key.split(",") if part.strip()]
        if not keys:
            raise SettingsError(f"set SIGHTLINE_SLACK_TOKEN_KEY: {NEW_KEY}")
        try:
            self._fernet = MultiFernet([Fernet(each) for each in keys])
        except ValueError:
            raise SettingsError(
                f"SIGHTLINE_SLACK_TOKEN_KEY holds what is no Fernet key: {NEW_KEY}"
            ) from None

    def seal(self, content: bytes) -> bytes:
        return self._fernet.encrypt(content)

    def opened(self, content: bytes) -> bytes:
        """Raises SettingsError where no key of ours fits."""
        try:
            return self._fernet.decrypt(content)
        except InvalidToken:
            raise SettingsError(
                "SIGHTLINE_SLACK_TOKEN_KEY does not open the Slack tokens that are "
                "kept: put the key they were kept with behind it, after a comma, or "
                "install the app anew in each workspace"
            ) from None
