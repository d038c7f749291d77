"""How old a reader has to be for an English text: the Flesch–Kincaid grade, as an age.

The grade is 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid, Fishburne, Rogers and Chissom, 1975,
Research Branch Report 8-75). It is a school year in the United States; the age is the grade plus five. A formula sees
only lengths: it can say that a text is hard, never that it is clear. It holds for English alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,:]*")

_END: Final = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])")
"""Where a sentence ends inside a text; the text's own end is one more."""

_VOWELS: Final = re.compile(r"[aeiouàâäáåæèéêëìíîïòóôöøùúûü]+y?(?![aeiou])|[aeiouàâäáåæèéêëìíîïòóôöøùúûü]+|y")

_TWO: Final = re.compile(
    r"""[bdghkmpstz]n't | [dt]'(?:ll|d|ve)\b | (?:[sxz]|[cs]h)'s\b   # didn't, it'll, boss's
    | (?<=[aeou])ing\b                                               # doing
    | (?<=[^cgst])i(?=a(?!ge)) | (?<=[^cghstx])io(?!ur)(?<!llio)     # diary, period
    | (?<=[^gq])ua(?=[lt]) | i(?=et) | \b(?:sc|cl)i(?=en)         # usual, quiet, science
    | [st]hm\b | sm\b | \b(?:cr|id|ar)e(?=a) | \bpo(?=e[mt])         # rhythm, idea, poem
    """,
    re.VERBOSE,
)
"""Where one group of vowels is two syllables, or a syllable has no vowel."""

_SILENT: Final = re.compile(
    r"""(?<=[aeiouy][^\Waeiouy])e\b | (?<=[^\Waeiouy]{2})e\b(?<![^\Waeiouyl]le)(?<!tre)     # home, house; not table
    | (?<=y)e\b | (?<=[aeio]gu)e\b                                                           # eye, league
    | (?<=[^\Waeioutdl])ed\b | (?<=[aeiouyl]l)ed\b                                           # asked, called
    | (?<=[^\Waeiouscgxzhl])es\b | (?<=[^\Wcs]h)es\b | (?<=[aeiouyl]l)es\b                   # makes, rules
    | (?<=[aeiouy][^\Waeiouy])e(?=ments?\b|ly\b|ful|less|ty\b) | \bev(?=ery)                  # safely, hopeful
    | \b(?:som|hom|saf|hous|lif|tim|ther|wher|car|plac|lin|not)e(?=[^\Waeiouyrsdnl]\w{2})    # something, homework
    """,
    re.VERBOSE,
)
"""Where a group of vowels is not heard."""

_BETWEEN_VOWELS: Final = re.compile(r"^y|(?<=[aeiou])y(?=[aeiou])")

_SPOKEN: Final = {"mr": 2, "mrs": 2, "ok": 2}


@dataclass(frozen=True, slots=True)
class TextCounts:
    """How long the sentences and words of some texts are."""

    sentences: int
    words: int
    syllables: int

    @property
    def age(self) -> float:
        """The reading age in years; 0 where there are no words."""
        if not self.words:
            return 0.0
        grade = 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59
        return max(0.0, grade + 5)


def read(text: str) -> TextCounts:
    """The sentences, words and syllables of a text; a text without words has none."""
    words = _WORD.findall(text)
    if not words:
        return TextCounts(0, 0, 0)
    return TextCounts(1 + len(_END.findall(text)), len(words), sum(map(syllables, words)))


def total(readings: Sequence[TextCounts]) -> TextCounts:
    """Several readings as one."""
    return TextCounts(
        sum(each.sentences for each in readings),
        sum(each.words for each in readings),
        sum(each.syllables for each in readings),
    )


@lru_cache(maxsize=10_000)
def syllables(word: str) -> int:
    """How many syllables an English word has, by its spelling; a number counts as one."""
    spelled = word.lower().replace("’", "'")
    if spelled in _SPOKEN:
        return _SPOKEN[spelled]
    letters = spelled.replace("'", "")
    groups = len(_VOWELS.findall(_BETWEEN_VOWELS.sub("-", letters)))
    return max(1, groups + len(_TWO.findall(spelled)) - len(_SILENT.findall(letters)))
