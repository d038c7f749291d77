"""What happened in a review, entry by entry: the one place that has words for each kind of event.

Entries go in as far as ``review.disclosure`` shows them to whoever reads the page.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Final, assert_never

from simulator.report.page import NOTHING, Element, Ref, Span, Table, Tone, line, said, verdict_span, wrote
from simulator.report.words.glossary import Glossary
from simulator.report.words.levels import level_word
from simulator.report.words.moments import day, when_utc
from simulator.report.words.sanitize import in_one_line
from simulator.review.disclosure import CONCERNS, Concern
from simulator.review.events import (
    REQUIREMENTS,
    Actioned,
    Advised,
    Agreed,
    AppealDecided,
    Appealed,
    Checked,
    Claimed,
    Decided,
    Entry,
    HandedIn,
    Judged,
    LetGo,
    Marked,
    Released,
    Reopened,
    Sampled,
    Settled,
    Signed,
    TakenIn,
)
from simulator.review.people import Role

SHORT: Final = 12
"""How many characters of a digest are shown where the whole of it stands in the record."""


def history(entries: Iterable[Entry], glossary: Glossary) -> Element:
    """Everything that happened, in order; nothing of it can be changed or taken away."""
    rows = tuple(entries)
    return entries_table("Everything that happened, in order", rows, glossary) if rows else said("Not handed in yet.")


def about(entries: Iterable[Entry], concerns: Collection[Concern]) -> tuple[Entry, ...]:
    """The entries that concern some things, such as the release and appeals."""
    return tuple(entry for entry in entries if CONCERNS[type(entry.event)] in concerns)


def entries_table(
    caption: str, entries: Iterable[Entry], glossary: Glossary, ref: Callable[[Entry], Ref] | None = None
) -> Table:
    """Entries with who, when, what and why; ``ref`` is what picking one asks for."""
    rows, refs = [], []
    for entry in entries:
        what, why = what_happened(entry, glossary)
        words = (Span(what, Tone.STRONG), *(each for each in wrote(why) if each is not NOTHING))
        rows.append((line(str(entry.number)), line(when_utc(entry.at)), line(glossary.acted(entry.by)), words))
        refs.append(ref(entry) if ref is not None else ())
    columns = ("No.", "When", "Who", "What")
    asked = tuple(refs) if any(refs) else ()
    return Table(caption, columns, tuple(rows), (1, 3, 4, 8), asked, numbers=(0,), plain=True)


def sentence(entry: Entry, glossary: Glossary) -> str:
    """What was done, and why, in one line."""
    what, why = what_happened(entry, glossary)
    return f"{what}: {in_one_line(why)}" if why.strip() else what


def what_happened(entry: Entry, glossary: Glossary) -> tuple[str, str]:
    """What was done, in one line of our words, and why or with which words, in theirs."""
    what, why = _words(entry, glossary)
    return in_one_line(what), why


def _words(entry: Entry, glossary: Glossary) -> tuple[str, str]:  # noqa: C901, PLR0912  (one case for each kind of event)
    match entry.event:
        case HandedIn(count=count, declared=declared, note=note):
            declaration = "with the declaration that it is their own work" if declared else "without a declaration"
            return f"Handed in, {count} events, {declaration}", note
        case TakenIn(digest=digest):
            return f"Taken in from a file ({digest[:SHORT]}…)", ""
        case Claimed(part=part, until=until):
            return f"Took the {part}, until {when_utc(until)}", ""
        case LetGo(part=part):
            return f"Gave the {part} back", ""
        case Marked(field=field, level=level, comment=comment):
            return f"Marked “{glossary.question(field)}” {level.word}", comment
        case Settled(clause=clause, machine=machine, level=level, reason=reason) as settled:
            how = f"overridden to {level_word(level)}, indicative {level_word(machine)}"
            accepted = f"accepted as indicated, {level_word(level)}"
            return f"{glossary.clause(clause)}: {how if settled.overridden else accepted}", reason
        case Decided(criterion=criterion, verdict=verdict, evidence=evidence, reason=reason):
            pieces = f", on {len(evidence)} piece{'' if len(evidence) == 1 else 's'} of evidence" if evidence else ""
            return f"{criterion}: {verdict}{pieces}", reason
        case Judged(lacking=lacking, note=note):
            found = ", ".join(f"not {each}" for each in lacking) or ", ".join(REQUIREMENTS)
            return f"Judged the evidence: {found}", note
        case Advised(text=text):
            return "Wrote feedback to the learner", text
        case Signed(part=part):
            return f"Signed the {part}", ""
        case Agreed(clause=clause, level=level, reason=reason) if clause:
            return f"{glossary.clause(clause)}: agreed on {level_word(level)}", reason
        case Agreed(criterion=criterion, verdict=verdict, reason=reason):
            return f"{criterion}: agreed on {verdict_span(verdict).text}", reason
        case Sampled(plan=plan, digest=digest, why=why, interim=interim):
            kind = "interim" if interim else "final"
            return f"Put into the {kind} sample of {plan} ({digest[:SHORT]}…)", "; ".join(why)
        case Checked(criterion=criterion, accepted=True, action=action):
            return f"{criterion}: accepted the decision", action
        case Checked(criterion=criterion, action=action, due=due):
            return f"{criterion}: rejected the decision, to be done by {day(due)}", action
        case Actioned(criterion=criterion, note=note):
            return f"{criterion}: did what was asked for", note
        case Released():
            return "Released the result to the learner", ""
        case Reopened(reason=reason):
            return "Took the result up again", reason
        case Appealed(grounds=grounds):
            return "Appealed" if entry.by.role is Role.LEARNER else "Wrote an appeal of the learner down", grounds
        case AppealDecided(outcome=outcome, reason=reason):
            return f"Appeal {outcome}", reason
        case other:
            assert_never(other)
