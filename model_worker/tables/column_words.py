"""What people call a table's columns, where their headers say it otherwise."""

from __future__ import annotations

SYNONYMS = tuple(
    frozenset(group.split())
    for group in (
        "price prices cost costs amount fee expensive cheap cheaper cheapest much paid",
        "quantity qty units unit count number pieces sold sales stock many ordered",
        "revenue turnover sales income earned earnings made",
        "total sum amount altogether",
        "mail email e-mail address",
        "date day when due created ordered delivered joined",
        "name who person customer employee student member user",
        "share percent percentage proportion",
        "score points result grade mark marks rating",
        "city town where place location office",
        "old age years",
        "state status",
        "phone telephone tel mobile",
        "description remark remarks note notes comment comments",
    )
)
"""Words of one group stand for one another; the first group that fits is taken."""
