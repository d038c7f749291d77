"""The rules that need no exploration: each with the function that finds it."""

from collections.abc import Callable, Iterator
from typing import Final

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding

from .best import best_in_one_place, best_is_longest, tell_word
from .contacts import real_contact
from .decisions import breach_without_repair, breach_without_why, no_competent_option, no_weak_option
from .names import never_read, never_written
from .options import identical_options, joke_option, move_both_ways, unequal_lengths
from .words import harmful_words, missing_content_note, reading_age

STATIC: Final[tuple[tuple[frozenset[str], Callable[[AnalysisContext], Iterator[Finding]]], ...]] = tuple(
    (frozenset({rule}), find)
    for rule, find in (
        ("never-read", never_read),
        ("never-written", never_written),
        ("no-competent-option", no_competent_option),
        ("no-weak-option", no_weak_option),
        ("breach-without-why", breach_without_why),
        ("breach-without-repair", breach_without_repair),
        ("best-is-longest", best_is_longest),
        ("best-in-one-place", best_in_one_place),
        ("tell-word", tell_word),
        ("joke-option", joke_option),
        ("unequal-lengths", unequal_lengths),
        ("missing-content-note", missing_content_note),
        ("real-contact", real_contact),
        ("harmful-words", harmful_words),
        ("reading-age", reading_age),
        ("move-both-ways", move_both_ways),
        ("identical-options", identical_options),
    )
)
"""In the order of the catalogue."""
