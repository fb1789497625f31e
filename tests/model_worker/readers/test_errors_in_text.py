from __future__ import annotations

import pytest

from bot.text_reading import Block, TextReading
from model_worker.readers.errors_in_text import (
    advice,
    code_under,
    codes,
    error_blocks,
    messages,
    names,
)
from tests.model_worker.readers.builders import a_line, a_reading

DIALOG = (
    "Backup Manager",
    "The backup could not be completed",
    """The connection to backup01.example.com:8443
    was refused by the server.
    Check that the backup service is running.""",
    "Error code: 0x80070035",
    "Retry",
    "Cancel",
)

MESSAGES = [
    "The backup could not be completed",
    "Unable to connect to the printer.",
    "Access is denied.",
    "psql: connection to server at 10.0.4.12, port 5432 failed: Connection refused",
    "The operation has timed out.",
    "504 Gateway Time-out",
    "This site can\u2019t be reached",
    "Something went wrong. Please try again later.",
    "Your session has expired. Sign in again.",
    "The application was unable to start correctly (0xc000007b).",
    "VCRUNTIME140.dll was not found.",
    "Invalid username or password",
    "fatal: not a git repository (or any of the parent directories): .git",
    "ModuleNotFoundError: No module named 'yaml'",
    'Exception in thread "main" java.lang.NullPointerException',
    "Segmentation fault (core dumped)",
    "ORA-01017: invalid username/password; logon denied",
    "npm ERR! code ENOENT",
    "HTTP ERROR 500",
    "Your PC ran into a problem and needs to restart.",
    "Windows cannot find 'report.xlsx'.",
    "There is not enough space on the disk.",
    "error TS2322: Type 'string' is not assignable to type 'number'.",
    "Printer is not responding",
    "Payment rejected by your bank",
    "[ERROR] 14:02:11 queue worker stopped",
    "An error occurred while saving the document.",
    "You don't have permission: 403 Forbidden",
    "The quota has been exceeded for this mailbox",
    "14:34:17 ERROR worker 3 left the pool",
    "The service is temporarily unavailable.",
]

HARMLESS = [
    "No errors found",
    "0 failed, 12 passed",
    "Build succeeded with 0 errors and 0 warnings",
    "Errors: 0",
    "Failed: 0   Passed: 118",
    "Completed without errors",
    "An error-free year for the night shift",
    "Trial and error",
    "Margin of error 3 %",
    "Error handling in Python, chapter 4",
    "I cannot wait to see you on Saturday!",
    "It could not be easier to join.",
    "Report an error",
    "All tests passed",
    "Quarterly results for the northern region",
    "We fixed a crash when opening large files",
    "If the update fails, the old version stays.",
    "Full name Maria Lindqvist",
    "Meeting moved to Thursday, room E12",
    "Your order has been sent",
    "Timeout: 30 s",
]


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_reads_like_an_error(message: str) -> None:
    (block,) = error_blocks(a_reading("Inventory", message, "OK"))
    assert block.text == message


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_does_not(text: str) -> None:
    assert error_blocks(a_reading("Inventory", text, "OK")) == ()


def test_the_message_ranks_before_title_and_code() -> None:
    blocks = error_blocks(
        a_reading("Error 1603", "Error code: 0x80070643", "Setup failed to install.")
    )
    assert [block.text for block in blocks] == [
        "Setup failed to install.",
        "Error 1603",
        "Error code: 0x80070643",
    ]


def test_a_dialog_gives_its_heading_its_message_and_its_code() -> None:
    texts = [block.lines[0].text for block in error_blocks(a_reading(*DIALOG))]
    assert texts == [
        DIALOG[1],
        "The connection to backup01.example.com:8443",
        DIALOG[3],
    ]


def test_a_sentence_under_a_bare_error_title_is_the_message() -> None:
    reading = a_reading("Error", "X", "The file is open in another program.", "OK")
    assert error_blocks(reading)[0].text == "The file is open in another program."


def test_under_a_bare_error_title_even_words_without_a_stop_are_the_message() -> None:
    reading = a_reading("Error", "X", "The file is open in another program", "OK")
    assert error_blocks(reading)[0].text == "The file is open in another program"


def below_each_other(*texts: str, height: float = 0.03) -> TextReading:
    return TextReading(
        tuple(
            Block((a_line(text, top=0.2 + 0.06 * place, height=height),))
            for place, text in enumerate(texts)
        )
    )


def told(reading: TextReading) -> list[tuple[str, str]]:
    return [
        (each.title.text if each.title else "", each.body.text)
        for each in messages(reading)
    ]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Session expired", "You were signed out after 25 minutes."),
        ("This site can\u2019t be reached", "wiki.lan took too long to respond."),
        ("Payment declined", "Your bank rejected the card ending in 5194."),
        ("Warning", "The file could not be opened by us."),
    ],
)
def test_a_sentence_under_a_title_is_what_the_error_says(title: str, body: str) -> None:
    assert told(below_each_other("Home", title, body, "OK")) == [(title, body)]


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("Failed", "Emma Wolf 12 March Oslo"),
        ("Failed", "Try again later."),
        ("Unknown sender", "This letter was sent to all of you."),
    ],
)
def test_not_all_that_stands_under_a_title_is_its_message(
    title: str, below: str
) -> None:
    assert (title, below) not in told(below_each_other("Home", title, below))


def test_a_title_in_the_block_of_its_message_is_told_apart() -> None:
    block = (
        "Import aborted\nRow 86 of members.csv has 24 columns,\nbut 31 were expected."
    )
    (message,) = told(a_reading("Orders", block))
    assert message == ("Import aborted", block.partition("\n")[2])


def test_the_number_of_a_server_error_is_the_title_of_what_it_says() -> None:
    number = Block((a_line("404", 0.3, 0.1, height=0.1, width=0.2),))
    says = Block((a_line("Nobody has ever been here.", 0.25, 0.25, width=0.3),))
    assert told(TextReading((number, says))) == [("404", "Nobody has ever been here.")]


def test_a_number_no_larger_than_its_text_is_no_error() -> None:
    assert told(below_each_other("404", "Nobody has ever been here.")) == []


def test_what_a_form_wants_is_told_only_where_there_is_no_error() -> None:
    hint = "Passwords must have at least 8 characters."
    assert told(a_reading("Sign up", hint)) == [("", hint)]
    assert error_blocks(a_reading("Sign up", hint)) == ()
    assert told(a_reading(hint, "The user name was not found.")) == [
        ("", "The user name was not found.")
    ]


def test_a_code_alone_counts_under_its_message() -> None:
    reading = below_each_other("You were signed out.", "AUTH-562", "OK")
    assert code_under(reading.blocks[0], reading) == ("AUTH-562",)
    assert code_under(reading.blocks[1], reading) == ()


def test_a_short_trace_is_narrowed_to_what_was_thrown() -> None:
    trace = (
        'File "store.py", line 144, in find\nself.find(name)\nKeyError: "x" is no key'
    )
    assert told(a_reading(trace)) == [("", 'KeyError: "x" is no key')]


def test_a_stack_trace_is_narrowed_to_the_line_that_says_it() -> None:
    trace = """Traceback (most recent call last):
    File "/srv/app/main.py", line 12, in <module>
    run(load())
    File "/srv/app/load.py", line 40, in load
    return parse(text)
    File "/srv/app/load.py", line 51, in parse
    raise ValueError(text)
    ValueError: invalid literal for int() with base 10: 'x'"""
    texts = [block.text for block in error_blocks(a_reading(trace))]
    assert texts[0] == "ValueError: invalid literal for int() with base 10: 'x'"
    assert "run(load())" not in "\n".join(texts)


def test_a_log_is_narrowed_to_its_bad_lines() -> None:
    log = "\n".join(
        [
            *(f"12:00:0{second} INFO request answered" for second in range(8)),
            "12:00:08 ERROR: cannot write to /var/spool/out",
            "12:00:09 INFO request answered",
        ]
    )
    (block,) = error_blocks(a_reading(log))
    assert block.text == "12:00:08 ERROR: cannot write to /var/spool/out"


def test_running_prose_is_no_error_for_a_word_in_it() -> None:
    prose = " ".join(["They sang of people and of power in every town they saw."] * 5)
    assert error_blocks(a_reading(f"{prose} Faith that can't be taken away.")) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Error code: 0x80070035", ("0x80070035",)),
        ("net::ERR_CONNECTION_REFUSED", ("ERR_CONNECTION_REFUSED",)),
        ("npm ERR! code ENOENT, errno -2", ("ENOENT", "2")),
        ("HTTP ERROR 500", ("HTTP ERROR 500",)),
        ("404 Not Found", ("404",)),
        ("Paper jam E1234", ("E1234",)),
        ("ORA-01017: logon denied", ("ORA-01017",)),
        ("permission denied (os error 13).", ("13",)),
        ("The installer ended with exit code 1603 (Error 1603)", ("1603",)),
        ("Stop code: CRITICAL_PROCESS_DIED", ("CRITICAL_PROCESS_DIED",)),
        ("error TS2322: no such type", ("TS2322",)),
        ("exit code 0, HTTP status 200", ()),
        ("12 March 2024, room 404, 500 people", ()),
    ],
)
def test_codes_stand_as_they_are_written(text: str, expected: tuple[str, ...]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The connection to backup01.example.com:8443 was refused.",
            ("backup01.example.com:8443",),
        ),
        ("Could not open /etc/deploy/keys.yaml: denied", ("/etc/deploy/keys.yaml",)),
        (
            "See https://docs.example.org/help?id=4.",
            ("https://docs.example.org/help?id=4",),
        ),
        (
            r"Cannot find C:\Program Files\Acme\run.exe",
            (r"C:\Program Files\Acme\run.exe",),
        ),
        (r"\\server01\share\plan.xlsx is in use", (r"\\server01\share\plan.xlsx",)),
        ("at 10.0.4.12, port 5432 or 10.0.4.13:5432", ("10.0.4.12", "10.0.4.13:5432")),
        ("listening on localhost:6379", ("localhost:6379",)),
        ("VCRUNTIME140.dll was not found", ("VCRUNTIME140.dll",)),
        ("src/app/main.ts(12,5): error", ("src/app/main.ts",)),
        ("redis:6379 is away, redis:6379 again", ("redis:6379",)),
        ("Write to help@example.org at 7:30 p.m.", ()),
        ("java.lang.NullPointerException at noon. It failed", ()),
    ],
)
def test_names_of_hosts_and_files_are_found(
    text: str, expected: tuple[str, ...]
) -> None:
    assert names(text) == expected


def test_hostile_text_takes_no_time() -> None:
    for piece in ("a-", "a.", "/a", "a:", "if ", "E_", "0 ", "no a ", "[:", "C:\\a"):
        text = piece * 2000
        assert codes(text) is not None
        assert names(text) is not None
        assert error_blocks(a_reading(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Check that the backup service is running.",
        "Make sure the file is readable by user deploy.",
        "Try restarting the application.",
        "Please contact your administrator.",
        "Restart the computer and try again.",
        "Verify your network settings.",
        "The request failed; please try again later.",
        "You can free up space in Settings.",
        "Checking the proxy and the firewall",
    ],
)
def test_a_sentence_that_says_what_to_do_is_advice(text: str) -> None:
    assert [line.text for line in advice(a_reading("Error", text))] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Retry",
        "Try again",
        "Close",
        "Please wait",
        "The disk is full.",
        "Checked by Ann",
    ],
)
def test_buttons_and_statements_are_no_advice(text: str) -> None:
    assert advice(a_reading(text)) == ()


def test_advice_is_cut_out_of_its_paragraph_with_its_own_place() -> None:
    reading = a_reading(*DIALOG)
    (line,) = advice(reading)
    assert line.text == "Check that the backup service is running."
    assert line.box == reading.blocks[2].lines[2].box


def test_advice_over_two_lines_is_one_sentence_around_both() -> None:
    reading = a_reading(
        "It failed. Make sure that the cable\nis plugged in. Thank you."
    )
    (line,) = advice(reading)
    assert line.text == "Make sure that the cable is plugged in."
    assert line.box == reading.blocks[0].box


def test_each_point_of_a_list_is_advice_of_its_own() -> None:
    reading = a_reading(
        """This site can't be reached
        Try:
        \u2022 Checking the connection
        \u2022 Checking the proxy and the firewall"""
    )
    assert [line.text for line in advice(reading)] == [
        "Checking the connection",
        "Checking the proxy and the firewall",
    ]
