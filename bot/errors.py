"""Everything that can go wrong, as one small tree.

SightlineError
├── UserError             told to the person, in its own one sentence
│   ├── QuestionError     nothing asked, too long, no picture to look at
│   ├── PictureError      a file that is refused, and why
│   ├── BusyError         a bound was reached: user, tenant or everyone
│   └── ForbiddenError    not theirs to see, or gone
├── ServiceError          logged, apologised for, tried again
│   ├── QueueError        Redis is away, full or refuses to write
│   ├── SilentError       a platform said nothing: nobody knows whether it was done
│   ├── ReaderError       a reader broke on a picture
│   └── ModelError        the checkpoint cannot be opened or run
└── SettingsError         told to the operator before anything starts
"""

from __future__ import annotations


class SightlineError(Exception):
    """Anything this product raises on purpose."""


class UserError(SightlineError):
    """A person asked for something that cannot be; *sentence* tells them what to do.

    *code* is short, stable and fit for machines: ``picture_too_large``.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence


class QuestionError(UserError):
    pass


class PictureError(UserError):
    pass


class BusyError(UserError):
    """A bound was reached; *bound* is ``user``, ``tenant`` or ``total``."""

    def __init__(self, bound: str, sentence: str) -> None:
        super().__init__(f"busy_{bound}", sentence)
        self.bound = bound


class ForbiddenError(UserError):
    pass


class ServiceError(SightlineError):
    """Our fault or our surroundings'; the person hears an apology, the log why."""


class QueueError(ServiceError):
    pass


class SilentError(ServiceError):
    """A call that may have been heeded: a timeout, a cut connection, an error 5xx."""


class ReaderError(ServiceError):
    pass


class ModelError(ServiceError):
    pass


class SettingsError(SightlineError):
    """The operator must change something; the message says what."""
