"""What workers and adapters of other versions put on the wire, and what comes of it."""

from __future__ import annotations

import json

import pytest
from msgspec import ValidationError

from bot.jobs import decode_job, encode
from tests.builders import a_job


def test_a_job_goes_over_the_wire_with_its_manner() -> None:
    job = a_job(manner="tutor")
    assert decode_job(encode(job)) == job


def test_a_job_from_before_there_were_manners_is_answered_plainly() -> None:
    written = json.loads(encode(a_job()))
    del written["manner"]
    assert decode_job(json.dumps(written)).manner == "plain"


def test_a_field_of_a_later_version_is_passed_over() -> None:
    job = a_job()
    written = {**json.loads(encode(job)), "mood": "kind"}
    assert decode_job(json.dumps(written)) == job


def test_a_manner_that_nobody_knows_is_refused() -> None:
    written = {**json.loads(encode(a_job())), "manner": "strict"}
    with pytest.raises(ValidationError):
        decode_job(json.dumps(written))
