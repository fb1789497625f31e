BROKEN = "Something went wrong on our side and was noted; please ask again."
GONE = "That answer is not kept any more; please ask again in the thread."
CLOSER = "What is here?"
FORBIDDEN = {
    "channel": "c",
    "user": "u",
    "guest": "g",
    "partner": "p",
    "bot": "b",
    "help": "h",
}


def look_closer(number: int) -> str:
    return f"Look closer at {number}"
