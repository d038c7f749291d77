"""A small scenario, rubric and qualification as text, and short ways to read changed ones."""

from simulator.diagnostics import Diagnostic
from simulator.documents.rubric.loader import read_qualification, read_rubric
from simulator.documents.scenario.loader import read_scenario
from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.reader import YamlDocument, read
from simulator.documents.yaml.source import Source
from simulator.engine.rubric import Qualification, Rubric
from simulator.engine.scenario import Scenario

RUBRIC = """\
title: A small code
clauses:
  confidentiality:
    number: 1
    title: Limits
    text: I keep things private, with limits.
    critical: true
    unsafe: Promises secrecy.
    developing: Foggy.
    competent: Says the limits.
    exemplary: Says them and checks.
  records:
    number: 2
    title: Records
    text: I write down what was said.
    unsafe: None.
    developing: Opinions.
    competent: Facts.
    exemplary: Facts, the same day.
breaches:
  promises-secrecy: {clause: confidentiality, text: Promises secrecy, caps: unsafe, repaired: developing}
moves: {open-question: Asks openly, limits-stated: Says the limits}
"""

QUALIFICATION = """\
kind: qualification
title: A small award
awarding_body: Nobody
level: "2"
items:
  AIM-MC-3: {kind: criterion, text: Can say the limits, clauses: [confidentiality], evidence: [choice]}
  AIM-AC-2: {kind: criterion, text: Explains the limits, clauses: [confidentiality], evidence: [written]}
  AIM-CM-2: {kind: mistake, text: Promises secrecy}
"""

SCENARIO = """\
title: A promise
summary: Jamie asks for a promise.
level: 2
stage: exploration
setting: school
kinds: [disclosure]
minutes: 10
notes: [harm at home]
rubric: small
assesses: {confidentiality: 1}
covers: [AIM-MC-3]
mentee: {name: Jamie, pronouns: they/them, age: 15}
you: You are a peer mentor.
brief: Jamie is late.
variables:
  trust: {start: 3, min: 0, max: 10, means: How safe Jamie feels}
  promised: {start: false}
  mood: {start: guarded, values: [guarded, told]}
facts:
  locked_in: The door gets locked.
duties:
  tell_lead: {clause: records, says: Tell Ms Okafor, missed: unsafe, due: later}
start: arrives
scenes:
  arrives:
    cue: Jamie looks at the door.
    says:
      - {when: trust <= 2, text: You would only tell.}
      - Promise?
    opens: [tell_lead]
    choices:
      honest:
        say: I cannot promise that.
        moves: [limits-stated]
        evidence: {confidentiality: competent}
        why: Limits first.
        change: {trust: 1}
        set: {mood: told}
        goto: later
      promise:
        say: I promise.
        when: not promised and mood == guarded
        evidence: {confidentiality: unsafe}
        breach: promises-secrecy
        mistakes: [AIM-CM-2]
        set: {promised: true}
        goto:
          - {when: trust > 5, to: later}
          - {to: later}
    otherwise: later
  later:
    tells: Ten minutes later.
    learn: [locked_in]
    goto: record
  record:
    form:
      title: Record
      fields:
        contents:
          ask: What belongs?
          tick:
            words: {text: The words, belongs: true, when: locked_in}
            opinion: {text: My opinion, belongs: false, why: An opinion.}
          clause: records
          levels: {0: exemplary, 1: developing}
        who:
          ask: Who gets it?
          pick:
            lead: {text: Ms Okafor, fulfils: [tell_lead]}
            tutor: {text: The tutor}
        account:
          ask: Write it.
          write: {min_words: 1, max_words: 20}
          clause: records
    goto: done
  done:
    ending:
      title: Told
      text: Jamie waits.
      afterwards: Help comes.
expect:
  does it right:
    choose: [honest, {contents: [words], who: lead}]
    ending: done
  keeps-the-secret:
    choose: [promise, {contents: [words], who: tutor, account: Nothing much.}]
    outcome: unsafe
"""


def rubric(text: str = RUBRIC) -> Loaded[Rubric]:
    """The rubric in a text."""
    return read_rubric(Source.of_text(text, "small.yaml"))


def qualification(text: str = QUALIFICATION) -> Loaded[Qualification]:
    """The qualification in a text."""
    return read_qualification(Source.of_text(text, "award.yaml"), rubric().value)


def scenario(text: str = SCENARIO) -> Loaded[Scenario]:
    """The scenario in a text, read against the small rubric and qualification."""
    award = qualification().value
    assert award is not None
    return read_scenario(Source.of_text(text, "a-promise.yaml"), rubric().value, [award], {"a-promise", "another"})


def changed(old: str, new: str, text: str = SCENARIO) -> str:
    """The text with one thing replaced, which must be there exactly once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the example"
    return text.replace(old, new)


def findings(old: str, new: str) -> tuple[Diagnostic, ...]:
    """What is found in the small scenario with one thing replaced."""
    return scenario(changed(old, new)).diagnostics


def document(text: str) -> YamlDocument:
    """A text as read, not judged."""
    return read(Source.of_text(text, "text.yaml"))


def marked(finding: Diagnostic, text: str) -> str:
    """The text from a finding's place to the end of its line."""
    return text.replace("\r\n", "\n").split("\n")[finding.line - 1][finding.column - 1 :]
