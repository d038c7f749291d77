"""What happened in a review, entry by entry, in sentences."""

from simulator.report.words.levels import level_word
from simulator.report.words.sanitize import in_one_line
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
    ReviewEvent,
    Sampled,
    Settled,
    Signed,
    TakenIn,
)


def history_line(entry: Entry) -> str:
    """One entry: when, who, and what they did and why."""
    when = entry.at[:16].replace("T", " ")
    return f"{when}  {in_one_line(entry.by.code)} ({entry.by.role}): {told(entry.event)}"


def told(event: ReviewEvent) -> str:
    """What was done, in one line."""
    match event:
        case Marked() | Settled() | Decided() | Judged() | Advised() | Signed() | Agreed():
            return _marking(event)
        case HandedIn(note=note):
            return _with("handed it in and declared it their own work", note)
        case TakenIn(digest):
            return f"taken in from a file ({digest[:12]})"
        case Claimed(part, until):
            return f"took it for {part} until {until[:16].replace('T', ' ')} UTC"
        case LetGo(part):
            return f"gave {part} back"
        case _:
            return _assured(event)


def _marking(event: Marked | Settled | Decided | Judged | Advised | Signed | Agreed) -> str:
    match event:
        case Marked(_, _, field, level, comment):
            return _with(f"marked the answer “{in_one_line(field)}” {level.word}", comment)
        case Settled(_, clause, machine, level, reason) if event.overridden:
            return _with(f"overrode {clause}: {level_word(level)}, indicative {level_word(machine)}", reason)
        case Settled(_, clause, _, level, reason):
            return _with(f"accepted {clause}: {level_word(level)}", reason)
        case Decided(_, qualification, criterion, verdict, evidence, reason):
            pieces = f" on {len(evidence)} piece{'' if len(evidence) == 1 else 's'} of evidence" if evidence else ""
            return _with(f"decided {in_one_line(criterion)} of {in_one_line(qualification)}: {verdict}{pieces}", reason)
        case Judged(note=note):
            told_so = f"not {', not '.join(event.lacking)}" if event.lacking else ", ".join(REQUIREMENTS)
            return _with(f"judged the evidence {told_so}", note)
        case Advised(text=text):
            return _with("wrote feedback to the learner", text)
        case Signed(part, digest=digest):
            return f"signed {part} ({digest[:12]})"
        case Agreed(clause, _, criterion, level, verdict, reason):
            what = f"{clause}: {level_word(level)}" if clause else f"{in_one_line(criterion)}: {verdict}"
            return _with(f"agreed on {what}", reason)


def _assured(event: ReviewEvent) -> str:
    match event:
        case Sampled(plan, _, why, interim):
            kind = "interim" if interim else "final"
            return f"chose it for a sample ({kind}, {in_one_line(plan)}): {in_one_line('; '.join(why))}"
        case Checked(_, criterion, True):
            return f"accepted the decision on {in_one_line(criterion)}"
        case Checked(_, criterion, _, action, due):
            return f"rejected the decision on {in_one_line(criterion)}, by {due}: {in_one_line(action)}"
        case Actioned(_, criterion, note):
            return _with(f"did what was asked for on {in_one_line(criterion)}", note)
        case Released():
            return "released the result to the learner"
        case Reopened(reason):
            return _with("took the result up again", reason)
        case Appealed(grounds):
            return _with("appealed", grounds)
        case AppealDecided(outcome, reason):
            return _with(f"decided the appeal: {outcome}", reason)
        case _:
            raise TypeError(f"no words for {type(event).__name__}")


def _with(what: str, why: str) -> str:
    return f"{what}: {in_one_line(why)}" if why.strip() else what
