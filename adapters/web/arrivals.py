"""A bell for everyone who waits for one question, rung when its reply is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Bell = Callable[[], None]


class Arrivals:
    """Rings in this process alone; whoever waits has to look now and then as well."""

    def __init__(self) -> None:
        self._bells: defaultdict[str, list[Bell]] = defaultdict(list)

    @contextmanager
    def waiting(self, job_id: str, bell: Bell) -> Iterator[None]:
        """Have *bell* rung when the reply to *job_id* arrives."""
        self._bells[job_id].append(bell)
        try:
            yield
        finally:
            self._bells[job_id].remove(bell)
            if not self._bells[job_id]:
                del self._bells[job_id]

    def ring(self, job_id: str) -> None:
        for bell in self._bells.get(job_id, ()):
            bell()

    def ring_all(self) -> None:
        for job_id in self._bells:
            self.ring(job_id)
