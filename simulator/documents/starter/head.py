"""What stands above the scenes of a starter scenario."""

from .kinds import HARM, KINDS, PLACES
from .safety import PROMISED, TELL_LEAD, WRITE_IT_UP
from .wishes import Wishes
from .writing import Page, listed, paired, quoted

_ADVICE = (
    "A scenario to make your own. It plays as it is; everything in it is there to be replaced.",
    "Lines that begin with # are remarks for you. No learner sees them: delete them as you go.",
    "",
    "What to change first:",
    "  1. The people and the situation: summary, mentee, brief.",
    "  2. What the mentee says in each scene (says), and what can be seen (cue).",
    "  3. What a learner can answer (choices). A weak answer tempts: it is kind, or quick, or feels safe.",
    "  4. How it ends, and what usually happens next for someone like the mentee.",
    "Save often, and let `simulator check` look each time. `simulator preview` plays it while you write.",
)


def write_head(wishes: Wishes, page: Page, modeline: str) -> None:
    """Everything above the scenes."""
    page.line(modeline)
    page.line("#")
    for line in _ADVICE:
        page.line(f"# {line}".rstrip())
    page.blank()
    _card(wishes, page)
    page.blank()
    _people(wishes, page)
    page.blank()
    _variables(wishes, page)
    page.blank()
    _duties(wishes, page)
    page.blank()


def _card(wishes: Wishes, page: Page) -> None:
    kind = KINDS[wishes.kind]
    page.remark("What the library shows. The summary is one line about the mentee that gives nothing away.")
    page.text("title", wishes.title)
    page.text("summary", wishes.about_mentee(kind.summary))
    page.remark("The level of the award that it prepares for, 1 or 2.")
    page.line(f"level: {wishes.level}")
    page.line(f"stage: {kind.stage}")
    page.line(f"setting: {wishes.setting}")
    page.line(f"kinds: {listed(wishes.kinds)}")
    page.line(f"minutes: {2 * len(wishes.moments) + 4}")
    page.line(f"min_age: {(14 if wishes.level == 1 else 16) if wishes.harm else 13}")
    page.remark("Content notes, shown before the start: what comes up, in plain words, and nothing of the story.")
    notes = (*(HARM if wishes.harm else ()), *kind.notes)
    if notes:
        page.line(f"notes: {listed(quoted(note) for note in notes)}")
        page.remark("Name scenarios for a learner who would rather not play this one, such as")
        page.remark("alternates: [another-scenario]")
    else:
        page.remark('notes: ["mentions of something that somebody may have lived through, no detail"]')
    page.remark("A draft until somebody who knows has read it. Then: reviewed, with who, when and of which text.")
    page.line("review: draft")
    page.line("rubric: code-of-conduct")
    page.remark(
        "The clauses of the code that count. The number is how many pieces of evidence a learner has to show, and"
    )
    page.remark("every way through must offer that many.")
    page.line(f"assesses: {paired((clause, '1') for clause in wishes.assessed)}")
    page.remark("Criteria and mistakes of a qualification can be named here by their ids, such as")
    page.remark("covers: [AIM-MC-3, ASC-CM-3]")


def _people(wishes: Wishes, page: Page) -> None:
    kind, place = KINDS[wishes.kind], PLACES[wishes.setting]
    page.line("mentee:")
    page.text("name", wishes.name, 2)
    page.text("pronouns", wishes.pronouns, 2)
    page.line(f"age: {wishes.age}", 2)
    page.remark("What the learner knows at the start: a few words that make a person of the mentee.", 2)
    page.text("about", kind.about, 2)
    page.remark("Who the learner is in it. Name the people of your scenario, never a real service or a real number.")
    page.text(
        "you",
        f"You are a peer mentor at {place.org}. Mr Pryce runs the mentoring scheme. Ms Okafor is the safeguarding "
        "lead, the person to tell when somebody may not be safe.",
    )
    page.text("brief", wishes.about_mentee(kind.brief.replace("{place}", place.place)))


def _variables(wishes: Wishes, page: Page) -> None:
    page.remark("What the scenario remembers: numbers, true or false, or words. Conditions (when) can ask for them.")
    page.remark("Trust is not the score. An honest answer may cost some, and a promise may buy some.")
    page.line("variables:")
    means = quoted(f"How safe {wishes.name} feels with you")
    page.line(f"trust: {paired([('start', '3'), ('min', '0'), ('max', '6'), ('means', means)])}", 2)
    if "confidentiality" in wishes.assessed:
        page.line(f"{PROMISED}: {paired([('start', 'false'), ('means', 'You promised to tell no one')])}", 2)


def _duties(wishes: Wishes, page: Page) -> None:
    page.remark("What has to be done. Not to do it is evidence, too: of the level after `missed`.")
    page.line("duties:")
    record = [("clause", "records"), ("says", "Write the record on the same day"), ("missed", "developing")]
    page.line(f"{WRITE_IT_UP}: {paired(record)}", 2)
    if wishes.harm:
        tell = [("clause", "reporting"), ("says", "Tell Ms Okafor on the same day"), ("missed", "unsafe")]
        page.line(f"{TELL_LEAD}: {paired([*tell, ('breach', 'not-reporting')])}", 2)
