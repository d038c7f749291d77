"""Decisions of ordinary mentoring."""

from typing import Final

from .moment import Moment, Option

LISTENING: Final = Moment(
    "arrives",
    "listening",
    about="The words say one thing, the voice another. A good answer notices, and does not push.",
    cue="{name} drops into the chair and looks at the floor.",
    says="It's fine. Everything's fine. Can we just get on with it?",
    best=Option(
        "said-it-twice",
        "You said fine twice. We've got time, if any of it isn't.",
        "You say back what you heard and leave a door open. Nobody is pushed through it.",
        "They noticed. I didn't think anyone would.",
        ("reflection", "gentle-prompt"),
        trust=1,
    ),
    weak=Option(
        "glad-to-hear",
        "Oh good, I'm glad. Let's get going, then. What did you do at the weekend?",
        "It takes the words and misses the voice. How it was said was the message.",
        "OK. So they don't want to know.",
        ("topic-changed",),
    ),
    unsafe=Option(
        "that-face",
        "Fine? You should see your face. Come on, spill.",
        "It is meant as a joke between mates. To {name} it is being laughed at.",
        "Great. Now I'm a joke as well.",
        ("personal-challenge",),
        trust=-1,
    ),
)

ROLE: Final = Moment(
    "asks-who-you-are",
    "role",
    about="Friend, teacher, counsellor, mentor: {name} has to know which of them you are.",
    cue="{name} reads the badge that you are wearing.",
    says="So what are you? Like a teacher? Or a counsellor or something?",
    best=Option(
        "you-pick",
        "Neither. I'm here to listen and help you work on what you pick.",
        "Plain and true: what you are not, what you are for, and who does the picking.",
        "What I pick. OK.",
        ("information-offered",),
        trust=1,
    ),
    weak=Option(
        "a-mate",
        "I'm more like a mate, really. Just chat to me about anything, any time.",
        "It sounds kind. But a mate has no limits and no last meeting, and you have both.",
        "A mate? You don't know me.",
        ("boundary-yielded",),
    ),
    unsafe=Option(
        "a-bit-of-both",
        "A counsellor, mostly. I've had the training for it.",
        "You claim a skill that you do not have, and {name} may come to rely on it.",
        "So I'm that bad, am I?",
        ("label",),
        trust=-1,
        breach="false-role",
    ),
)

CONTRACTING: Final = Moment(
    "blank-sheet",
    "contracting",
    about="An agreement is something that two people make. It covers privacy and its limits, goals, times and the end.",
    cue="There is a blank sheet on the table, with “Our agreement” at the top. {name} turns it round.",
    says="What's this for? Do I have to sign it?",
    best=Option(
        "fill-it-in-together",
        "It's how we'll work, so we fill it in together. What matters to you?",
        "People keep to what they had a hand in. You ask first, and your own points come after.",
        "I get to say things? On the form?",
        ("agreement-checked", "open-question"),
        trust=1,
    ),
    weak=Option(
        "read-it-out",
        "It's only the rules. I'll read them out, and then you sign at the bottom.",
        "The rules get said, and nobody knows if they were heard. It is your agreement, not one you share.",
        "Blah, blah, sign here.",
    ),
    unsafe=Option(
        "no-rules",
        "No, forget that. We don't need rules, do we? Just us.",
        "It feels friendly. But with nothing agreed, {name} cannot know what stays private and what cannot.",
        "No rules at all? That's a bit weird.",
        ("delay",),
        trust=-1,
    ),
)

GOALS: Final = Moment(
    "writes-a-word",
    "goals",
    about="A goal is {name}'s own, and small enough to start on.",
    cue="{name} writes a word at the top of the page and crosses it out.",
    says="I just want to be better at everything. Is that a goal?",
    best=Option(
        "one-thing",
        "It could be. If one thing got better by next week, what would you pick?",
        "You take the wish seriously, and make it small enough to start on.",
        "Getting up, probably. Is that allowed?",
        ("goal-question",),
        trust=1,
    ),
    weak=Option(
        "believe-in-it",
        "That's brilliant, well done. I'm sure you'll get there if you believe in it.",
        "Praise for nothing yet. It is warm, and it leaves {name} with the same fog as before.",
        "They say that to everyone.",
        ("vague-praise",),
    ),
    unsafe=Option(
        "be-realistic",
        "Everything? Be realistic. You can't even be on time.",
        "It is meant to be honest. But it is about the person and not about the goal, and it ends the talk.",
        "Right. Forget I said anything.",
        ("personal-challenge",),
        trust=-1,
    ),
)

CHALLENGE: Final = Moment(
    "did-not-do-it",
    "goals",
    about="Something hard has to be said. Say what you saw, kindly, and ask.",
    cue="{name} talks fast and does not look up.",
    says="I didn't do it. Again. It's been mad this week, OK?",
    best=Option(
        "three-weeks-now",
        "OK. That's three weeks now, and it was your idea. What gets in the way?",
        "You say what you saw, with no verdict, and then you ask. That is support and challenge at once.",
        "Fair. And they're not even cross.",
        ("kind-challenge", "reality-question"),
        trust=1,
    ),
    weak=Option(
        "no-problem",
        "No problem at all. Don't worry about it, honestly. We can try again next week.",
        "It keeps the peace. It also says that you do not think {name} can do it.",
        "Phew. So it didn't matter, then.",
        ("vague-praise",),
    ),
    unsafe=Option(
        "lazy",
        "You always say that. You're just lazy, aren't you?",
        "One true thing is in it, and nobody can hear it through the insult.",
        "So that's what they think of me.",
        ("personal-challenge",),
        trust=-1,
    ),
)

AUTONOMY: Final = Moment(
    "just-tell-me",
    "autonomy",
    about="It is quicker to decide for somebody. It is {name}'s life, though.",
    cue="{name} pushes the sheet of paper across to you.",
    says="You choose. You're better at this than me. Just tell me what to do.",
    best=Option(
        "your-ideas-first",
        "It's you who has to live with it. What have you thought of so far?",
        "You hand it back, and ask for {name}'s ideas before any of your own.",
        "I did have one idea. It was rubbish, though.",
        ("options-question",),
        trust=1,
    ),
    weak=Option(
        "if-it-was-me",
        "If it was me I'd drop it and take the other one. It worked out well for me.",
        "It is an answer from your life. If it goes wrong in {name}'s, the two of you have learnt nothing.",
        "OK. If you say so.",
        ("unasked-advice",),
    ),
    unsafe=Option(
        "give-it-here",
        "Fine, give it here. I'll do it for you this time.",
        "It is a relief for both of you. But the decision is yours now, and next time {name} will wait for you.",
        "Not my problem any more. I suppose.",
        ("taking-over",),
        trust=-1,
    ),
)

EQUALITY: Final = Moment(
    "people-like-you",
    "equality",
    about="Ask, and take nothing for granted about who {name} is.",
    cue="{name} folds a bus ticket smaller and smaller.",
    says="They asked me to speak for people like me again. In front of everyone.",
    best=Option(
        "what-was-that-like",
        "In front of everyone. What was that like? And what would you rather have?",
        "You ask and assume nothing. What ought to happen now is for {name} to say.",
        "Nobody ever asks what I'd rather.",
        ("reflection", "open-question"),
        trust=1,
    ),
    weak=Option(
        "just-see-you",
        "Take no notice. I don't see any of that, I just see you. We're all the same.",
        "It is meant well. But it says that the thing which has just hurt is not there.",
        "It must be nice, not seeing it.",
        ("disbelief",),
    ),
    unsafe=Option(
        "good-at-that",
        "I can see why, though. Your lot are good at that stuff.",
        "It sounds like praise. It is one idea about a whole group, put on one person.",
        "My lot. Right.",
        ("label",),
        trust=-1,
    ),
)

ENDINGS: Final = Moment(
    "nearly-it",
    "endings",
    about="An ending is said early, with time for how it feels and for who comes next.",
    cue="{name} counts something on the fingers of one hand.",
    says="So is this nearly it, then? Me and you?",
    best=Option(
        "two-more",
        "Two more after this. How do you feel about that, and who else is there?",
        "You give notice, ask about the feeling, and begin to look for who comes after you.",
        "Two. OK. There's my aunt, I suppose.",
        ("ending-raised", "open-question"),
        trust=1,
    ),
    weak=Option(
        "any-time",
        "Oh, don't think about that yet. And after it you can still message me any time.",
        "It skips the feeling, and holds a door open that you will have to shut.",
        "So it doesn't really end. Good.",
        ("delay",),
    ),
    unsafe=Option(
        "today-is-the-last",
        "Yes, today's the last one. Sorry, I forgot to say.",
        "A sudden end feels like being dropped. It can undo what the two of you have built.",
        "I knew it. They always go.",
        trust=-1,
        breach="abrupt-ending",
    ),
)
