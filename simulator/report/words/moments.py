"""Moments and days as people read them, out of how a store writes them."""

from datetime import datetime
from typing import Final

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(moment: str) -> str:
    """The day of a moment or of a date: ``22 Nov 2026``; anything else as it is."""
    year, month, number = moment[:4], moment[5:7], moment[8:10]
    if year.isdecimal() and number.isdecimal() and month.isdecimal() and 1 <= int(month) <= len(MONTHS):
        return f"{int(number)} {MONTHS[int(month) - 1]} {year}"
    return moment


def when(moment: str) -> str:
    """A moment to the minute, where it is said that times are in UTC: ``22 Nov 2026, 14:03``."""
    return f"{day(moment)}, {moment[11:16]}" if len(moment) > 16 else day(moment)


def when_utc(moment: str) -> str:
    """A moment to the minute by itself: ``22 Nov 2026, 14:03 UTC``."""
    return f"{when(moment)} UTC" if len(moment) > 16 else day(moment)


def since(before: str, moment: str) -> str:
    """A moment of the same conversation: its time, its day where that is another one, and how long after ``before``."""
    try:
        seconds = round((datetime.fromisoformat(moment) - datetime.fromisoformat(before)).total_seconds())
    except (TypeError, ValueError):
        return when(moment)
    minutes, rest = divmod(max(seconds, 0), 60)
    date = "" if moment[:10] == before[:10] else f"{day(moment)}, "
    return f"{date}{moment[11:19]}, after {f'{minutes} min ' if minutes else ''}{rest} s"
