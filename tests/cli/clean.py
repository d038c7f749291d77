"""A scenario in which nothing is found, and the same with a mistyped name."""

from typing import Final

GOOD: Final = """\
title: First meeting
summary: Sam is not sure what a peer mentor is for.
level: 2
stage: initiation
setting: school
kinds: [rapport]
minutes: 5
rubric: code-of-conduct
assesses: {listening: 1}
mentee: {name: Sam, pronouns: they/them, age: 15, about: Year 10. New to the scheme.}
you: You are Sam's peer mentor. Your safeguarding lead is Ms Okafor.
brief: Your first meeting, in the corner of the library.
variables:
  trust: {start: 3, min: 0, max: 10, means: How safe Sam feels with you}
start: arrives
scenes:
  arrives:
    cue: Sam stays by the door.
    choices:
      sit-down: {say: Come in. Sit where you like., change: {trust: 1}, goto: hello}
      close-it: {say: Hello. Close the door behind you., goto: hello}
  hello:
    says: So what happens here?
    choices:
      how-it-works: {say: We talk about what matters to you., goto: worry}
      what-you-heard: {say: What did you hear about it?, goto: worry}
  worry:
    cue:
      - {when: trust >= 4, text: Sam looks up.}
      - Sam looks at the table.
    says: I walk round the field at lunch. On my own, I mean.
    choices:
      cheer-up: {say: It gets better., evidence: {listening: developing}, goto: goodbye}
      on-your-own: {say: "On your own, you said?", evidence: {listening: competent}, goto: goodbye}
      me-too: {say: I was on my own once as well., evidence: {listening: developing}, goto: goodbye}
  goodbye:
    says:
      - {when: trust >= 4, text: Can I come again?}
      - See you.
    ending: {title: Same time next week, text: Sam is going to come again.}
"""

BAD: Final = GOOD.replace("start: arrives", "start: arives")
