"""The words for outcomes, levels and ways of ending."""

from typing import Final

from simulator.engine.rubric import Level

OUTCOMES: Final = {
    Level.UNSAFE: "Someone could have been left at risk. Look first at the lines marked unsafe.",
    Level.DEVELOPING: "There is good in this, and something that matters is not there yet.",
    Level.COMPETENT: "You kept the code throughout, and the person in front of you was safe with you.",
    Level.EXEMPLARY: "You kept the code and went further, with care for how it felt to the other person.",
}

STUCK: Final = (
    "stopped",
    "The scenario gave no way on. That is a fault of the scenario, not yours; everything you did is saved.",
)
UNFINISHED: Final = ("not finished", "This conversation has not come to an end yet.")

NEXT_LIMIT: Final = 3
"""How many suggestions for next time are shown: more than three is none."""

_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six")


def number_word(number: int) -> str:
    """A small number as a word."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def boxes_wrong(number: int) -> str:
    """How many boxes of a field are wrong, in a sentence."""
    if not number:
        return "Every box is right."
    return f"{number_word(number).capitalize()} {'box is' if number == 1 else 'boxes are'} wrong."


def lower_first(says: str) -> str:
    """A sentence as it stands after a colon: no full stop, and a small letter unless a name or “I” begins it."""
    text = says.rstrip(".")
    return text if text[1:2].isupper() or text.startswith("I ") else text[:1].lower() + text[1:]
