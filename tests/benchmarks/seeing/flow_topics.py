"""What flow charts are about: steps, a decision, and how people tell its answers."""

from __future__ import annotations

from msgspec import Struct


class Topic(Struct, frozen=True, kw_only=True):
    """Steps *before* a *decision*, *after* its yes, and *aside* where it says no.

    *if_yes*, *if_no* are how a person says the answer without saying yes or no.
    """

    title: str
    before: tuple[str, ...]
    decision: str
    after: tuple[str, ...]
    aside: str
    if_yes: str
    if_no: str


TOPICS = (
    Topic(
        title="Signing in",
        before=("Open the app", "Login", "Enter password"),
        decision="Password correct?",
        after=("Show dashboard", "Load messages"),
        aside="Show a warning",
        if_yes="the password is correct",
        if_no="the password is wrong",
    ),
    Topic(
        title="From order to parcel",
        before=("Receive order", "Check payment", "Look up item"),
        decision="In stock?",
        after=("Pack goods", "Ship parcel", "Send invoice"),
        aside="Order from supplier",
        if_yes="it is in stock",
        if_no="it is not in stock",
    ),
    Topic(
        title="Support desk",
        before=("Open ticket", "Assign agent", "Suggest a fix"),
        decision="Solved?",
        after=("Close ticket", "Ask for rating"),
        aside="Escalate",
        if_yes="it is solved",
        if_no="it is not solved",
    ),
    Topic(
        title="Hiring",
        before=("Post the job", "Collect letters", "Screen resume"),
        decision="Good fit?",
        after=("Interview", "Make offer", "Sign contract"),
        aside="Send rejection",
        if_yes="it is a good fit",
        if_no="it is not a good fit",
    ),
    Topic(
        title="Release process",
        before=("Write code", "Open a review", "Run tests"),
        decision="Tests pass?",
        after=("Merge branch", "Deploy"),
        aside="Repair the bug",
        if_yes="the tests pass",
        if_no="the tests do not pass",
    ),
    Topic(
        title="Data pipeline",
        before=("Collect samples", "Clean data", "Train model"),
        decision="Accurate enough?",
        after=("Publish report", "Archive results"),
        aside="Tune settings",
        if_yes="it is accurate enough",
        if_no="it is not accurate enough",
    ),
    Topic(
        title="How to cook pasta",
        before=("Boil water", "Add salt", "Put in pasta"),
        decision="Is it soft?",
        after=("Drain", "Mix with sauce", "Serve"),
        aside="Wait two minutes",
        if_yes="it is soft",
        if_no="it is not soft",
    ),
    Topic(
        title="Refunds",
        before=("Fill in the form", "Find the purchase"),
        decision="Receipt valid?",
        after=("Approve refund", "Transfer money"),
        aside="Reject claim",
        if_yes="the receipt is valid",
        if_no="the receipt is invalid",
    ),
    Topic(
        title="Lamp does not work",
        before=("Press the switch", "Look at the cable"),
        decision="Plugged in?",
        after=("Replace bulb", "Call electrician"),
        aside="Plug it in",
        if_yes="it is plugged in",
        if_no="it isn't plugged in",
    ),
)
