"""Error messages as programs write them, with fresh names and numbers each time."""

from __future__ import annotations

import random
import re

from msgspec import Struct


class Message(Struct, frozen=True):
    """*heading* may be empty; *advice* is what the message says to do about it."""

    heading: str
    body: str
    advice: str = ""
    code: str = ""


_SHOWN = (
    (
        "Upload failed",
        "The file {file} could not be uploaded because it is larger than {n} MB.",
        "Choose a smaller file and try again.",
        "",
    ),
    (
        "Connection lost",
        "The connection to {host} was closed after {n} seconds.",
        "Check your network and sign in again.",
        "ERR_{W}_{W2}",
    ),
    (
        "Payment declined",
        "Your bank rejected the card ending in {nnnn}.",
        "Use another card or contact your bank.",
        "Error {nnnn}",
    ),
    (
        "Save failed",
        "Cannot write to {path}: permission denied.",
        "Ask your administrator for access to this folder.",
        "Error code: 0x{hex}",
    ),
    (
        "Sign-in failed",
        "The user name or password for {mail} is incorrect.",
        "Reset your password if you forgot it.",
        "",
    ),
    (
        "Backup incomplete",
        "{n} of {nn} files were not backed up because the disk is full.",
        "Free some space on drive {letter}: and start again.",
        "0x{hex}",
    ),
    (
        "Update failed",
        "Version {ver} could not be installed. The package signature is invalid.",
        "Download the update again.",
        "E-{nnnn}",
    ),
    (
        "Printer error",
        "The printer {printer} is not responding.",
        "Make sure it is switched on and connected.",
        "Status {nnn}",
    ),
    (
        "Import aborted",
        "Row {nn} of {file} has {n} columns, but {n2} were expected.",
        "Correct the row and import the file again.",
        "",
    ),
    (
        "Session expired",
        "You were signed out after {n} minutes without activity.",
        "Sign in again to continue.",
        "AUTH-{nnn}",
    ),
    (
        "Synchronisation failed",
        "The server {host} did not answer within {n} seconds.",
        "Try again later.",
        "Error code: {nnnn}",
    ),
    (
        "Licence not found",
        "No valid licence for {app} was found on this computer.",
        "Enter your licence key under Settings.",
        "LIC-{nnnn}",
    ),
    (
        "Database error",
        "The table {table} is locked by another process (pid {nnnn}).",
        "Wait a moment and try again.",
        "ORA-{nnnnn}",
    ),
    (
        "Export failed",
        "The report {file} contains no rows for {month}.",
        "Choose another period.",
        "",
    ),
    (
        "Booking failed",
        "Room {nnn} is not available on {nn2} {month}.",
        "Choose another room or another day.",
        "",
    ),
    (
        "Deployment failed",
        "Image {app}:{ver} was not found in the registry {host}.",
        "Check the tag and deploy again.",
        "exit code {n}",
    ),
)
_LOGGED = (
    "cannot open {path}: No such file or directory",
    "connection to {host}:{nnnn} refused",
    "{app}: failed to load module {table} (error {nnn})",
    "disk {letter}: is full, {nn} MB needed",
    "timeout while waiting for {host} after {n}000 ms",
    'invalid value "{nn}" for option --{table}',
    "certificate of {host} has expired on 20{n}-0{d}-1{d}",
    "out of memory: {nnnn} MB requested, {nn} MB available",
)
_THROWN = (
    "ValueError: could not convert string to float: '{table}'",
    "KeyError: '{table}'",
    "FileNotFoundError: [Errno 2] No such file or directory: '{path}'",
    "ConnectionRefusedError: [Errno 111] Connection refused by {host}",
    "TypeError: {table}() takes {d} positional arguments but {n} were given",
    "ZeroDivisionError: division by zero",
    "PermissionError: [Errno 13] Permission denied: '{path}'",
    "ModuleNotFoundError: No module named '{table}'",
)
_WRONG = (
    ("E-mail", "Enter a valid e-mail address."),
    ("Postcode", "The postcode must have {d} digits."),
    ("Password", "Passwords must have at least {n} characters."),
    ("Phone number", "This phone number is not valid."),
    ("Date of birth", "The date must not be in the future."),
    ("Card number", "The card number is incomplete: {n} digits are missing."),
    ("Quantity", "At most {n} items can be ordered."),
    ("IBAN", "This IBAN is invalid. Check digit {nn} expected."),
)
_WORDS: dict[str, tuple[str, ...]] = {
    "host": (
        "db02.example.com",
        "mail.example.org",
        "files.internal",
        "api.example.net",
        "backup01.lan",
        "10.0.4.17",
        "auth.example.com",
    ),
    "path": (
        "/var/lib/reports/2024.csv",
        "/etc/app/config.yaml",
        "C:\\Users\\anna\\notes.txt",
        "/home/ben/export/list.json",
        "/srv/media/cover.png",
        "D:\\Archive\\march.zip",
    ),
    "file": (
        "invoice_0412.pdf",
        "customers.csv",
        "holiday.mov",
        "budget-2024.xlsx",
        "members.csv",
        "presentation.pptx",
    ),
    "mail": (
        "anna@example.org",
        "info@example.com",
        "b.meyer@example.net",
        "support@example.org",
    ),
    "app": (
        "Photo Studio",
        "ledger",
        "Paperflow",
        "gateway",
        "Mapmaker",
        "invoice-service",
    ),
    "table": (
        "orders",
        "price_list",
        "customers",
        "amount",
        "session_log",
        "stock",
        "region",
    ),
    "printer": ("Office-2", "LaserFloor3", "HP-Reception", "Canteen"),
    "month": ("January", "March", "June", "September", "November"),
    "W": ("NETWORK", "SOCKET", "TLS", "PROXY", "DNS"),
    "W2": ("TIMEOUT", "CLOSED", "REFUSED", "CHANGED", "UNREACHABLE"),
    "letter": ("C", "D", "E"),
}


_SPANS = {
    "d": (2, 9),
    "n": (10, 30),
    "n2": (31, 48),
    "nn": (31, 99),
    "nn2": (2, 28),
    "nnn": (100, 999),
    "nnnn": (1000, 9999),
    "nnnnn": (10000, 99999),
}


def message(chance: random.Random) -> Message:
    heading, body, advice, code = chance.choice(_SHOWN)
    return Message(*(_filled(chance, each) for each in (heading, body, advice, code)))


def logged(chance: random.Random) -> str:
    """Return what a program writes behind ERROR in its log."""
    return _filled(chance, chance.choice(_LOGGED))


def thrown(chance: random.Random) -> str:
    """Return the last line of a stack trace."""
    return _filled(chance, chance.choice(_THROWN))


def wrong_field(chance: random.Random) -> tuple[str, str]:
    """Return a form field's name and what is wrong with what was filled in."""
    label, complaint = chance.choice(_WRONG)
    return label, _filled(chance, complaint)


def _filled(chance: random.Random, pattern: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: _word(chance, found[1]), pattern)


def _word(chance: random.Random, name: str) -> str:
    """Return a fresh number for n, nn, nnn ..., a word of its list for others."""
    if name in _SPANS:
        return str(chance.randint(*_SPANS[name]))
    match name:
        case "hex":
            return f"{chance.getrandbits(32):08X}"
        case "ver":
            last = chance.randint(0, 9)
            return f"{chance.randint(1, 9)}.{chance.randint(0, 19)}.{last}"
        case _:
            return chance.choice(_WORDS[name])
