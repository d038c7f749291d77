"""Decisions about limits, harm and getting help, and what is done once the mentee has gone."""

from typing import Final

from .moment import Moment, Option

TELL_LEAD: Final = "tell_lead"
WRITE_IT_UP: Final = "write_it_up"
PROMISED: Final = "promised"

SECOND_THOUGHTS: Final = Moment(
    "second-thoughts",
    "confidentiality",
    about="Only those who promised come here. To put a mistake right in time is worth practising.",
    tells="“Nobody.” You hear yourself say it again in your head. You may not be able to keep to that.",
    best=Option(
        "said-it-too-fast",
        "I said that too fast. If you weren't safe I'd need to get help, and tell you.",
        "It costs you a bit now. Later, once {name} has relied on it, it would cost {name}.",
        "Hm. At least they said so.",
        ("repair", "limits-stated"),
        trust=-1,
    ),
    weak=Option(
        "go-on-then",
        "So go on, what is it? You can tell me now, there's just the two of us here, isn't there?",
        "It leans on a promise that you cannot keep, and hurries {name} into using it.",
        "Should I? They did promise.",
        ("gentle-prompt",),
    ),
    unsafe=Option(
        "let-it-stand",
        "And I mean it. You can always count on that with me.",
        "Now you have promised twice. If {name} is not safe, you will have to break your word.",
        "Good. I can trust this one.",
        ("secrecy-promised",),
        trust=1,
    ),
)

CONFIDENTIALITY: Final = Moment(
    "who-do-you-tell",
    "confidentiality",
    about="What you cannot keep private is said before anything is told, in words that {name} would use.",
    cue="{name} looks round to see who is near.",
    says="If I tell you stuff, who do you tell?",
    best=Option(
        "mostly-no-one",
        "Mostly no one. If you weren't safe I'd have to, and I'd tell you first.",
        "The yes and the limit come together, in plain words, before anything has been told.",
        "Not a yes and not a no. Clear, though.",
        ("limits-stated",),
    ),
    weak=Option(
        "all-of-it",
        "I have to pass on what you say to the staff. That's just how it works here, sorry.",
        "It feels safe, and it is not true. Most of what {name} says does stay with you.",
        "Then I won't say anything.",
        ("cold-boundary",),
        trust=-1,
    ),
    unsafe=Option(
        "nobody",
        "Nobody. I promise. It stays between you and me.",
        "You cannot keep this promise if {name} is not safe. To break it later costs far more than honesty now.",
        "Good. Finally.",
        ("secrecy-promised",),
        trust=1,
        breach="promises-secrecy",
        sets=PROMISED,
    ),
    then=SECOND_THOUGHTS,
)

BOUNDARIES: Final = Moment(
    "asks-for-a-number",
    "boundaries",
    about="A no can be clear and kind at once. Then comes the worry behind the question.",
    cue="{name} holds out a phone with the screen lit up.",
    says="Put your number in? It's just so I can message you if it gets bad.",
    best=Option(
        "fair-on-us-both",
        "I keep to the scheme's email, so it's fair on us both. What would bad be?",
        "Clear and kind, with the reason. Then you ask about what is behind it.",
        "It's a no. But they asked.",
        ("kind-boundary", "open-question"),
    ),
    weak=Option(
        "against-the-rules",
        "No, sorry. It's against the rules, and you know that. Please don't ask me again.",
        "The line is right. Said like this it shuts the door, and the worry stays outside.",
        "OK. Sorry I breathed.",
        ("cold-boundary",),
        trust=-1,
    ),
    unsafe=Option(
        "do-not-tell",
        "Go on, then. Only don't tell anyone that I gave you it.",
        "Contact that has to be hidden is safe for neither of you, however kindly it is meant.",
        "Yes. Our secret.",
        ("boundary-yielded",),
        trust=1,
        breach="secret-contact",
    ),
)

SELF_CARE: Final = Moment(
    "only-you",
    "self-care",
    about="It is good to be needed. Nobody can carry another person alone.",
    cue="{name} speaks so low that you have to lean in.",
    says="You're the only one who gets it. I don't need anyone else, do I?",
    best=Option(
        "who-else",
        "I'm glad it helps. It's too much for me on my own, so who else could we ask?",
        "You stay, and you say where your limit is. Two people hold more than one.",
        "They're not leaving, though. OK.",
        ("support-sought",),
    ),
    weak=Option(
        "heard-worse",
        "I don't mind at all, honestly. I can cope, I've heard much worse things than that.",
        "To bluff keeps you from asking for help, and tells {name} that what hurts is small.",
        "Oh. So mine isn't that bad.",
        ("disbelief",),
        trust=-1,
    ),
    unsafe=Option(
        "ring-me",
        "No, you don't. When you feel bad, it's me you come to.",
        "It is warm. But you have made yourself the only help there is, and you cannot be that.",
        "Only them. Good.",
        ("rescue",),
        trust=1,
    ),
)

DISCLOSURE: Final = Moment(
    "kicks-off-at-home",
    "receiving-disclosure",
    about="Stay calm, say thank you, take it seriously, and promise only what is yours to do.",
    cue="{name} looks at the door, and then at you.",
    says="It kicks off at home. Most nights now. My little brother won't come downstairs any more.",
    opens=(TELL_LEAD,),
    best=Option(
        "thank-you",
        "Thank you for telling me. It's not your fault, and I'm taking it seriously.",
        "Thanks, belief, and no blame. It is short, and {name} is still the one who is talking.",
        "They believe me.",
        ("thanks-and-belief",),
        trust=1,
    ),
    weak=Option(
        "all-be-fine",
        "It'll all be fine, I promise. They'll make it stop, just you wait and see, OK?",
        "You cannot know that. If it turns out otherwise {name} is let down again, and this time by you.",
        "You don't know them.",
        ("overpromise",),
        breach="overpromises",
    ),
    unsafe=Option(
        "are-you-sure",
        "Are you sure? Every family shouts a bit sometimes.",
        "It is meant to calm. What {name} hears is that you do not believe it, or that it is not so bad.",
        "I knew it. Forget it.",
        ("disbelief",),
        trust=-1,
    ),
)

QUESTIONS: Final = Moment(
    "hard-to-say",
    "questions",
    about="You need enough to get help, and not the whole story. No answers put into {name}'s mouth.",
    cue="{name} picks at the edge of the table.",
    says="I don't know how to say it. It's just scary when it starts.",
    best=Option(
        "take-your-time",
        "Take your time. Tell me what you want to, and that'll be enough for now.",
        "One open door, and no push. Others are trained to hear the rest.",
        "I don't have to say it all.",
        ("gentle-prompt",),
        trust=1,
    ),
    weak=Option(
        "one-after-another",
        "How often is that? Who's there? What time? Does anyone else know about it?",
        "Each answer brings another question. That is an interview, and it is not your job.",
        "It's like a quiz about my house.",
        ("closed-question",),
    ),
    unsafe=Option(
        "somebody-hits-you",
        "Somebody hits you, don't they? Who is it?",
        "You put an act into the story. From now on nobody can tell whose words they are.",
        "What? I never said that.",
        ("leading-question",),
        trust=-1,
    ),
)

REPORTING: Final = Moment(
    "what-happens-now",
    "reporting",
    about="A child may not be safe. Ms Okafor has to know today, and {name} is to hear that from you first.",
    cue="{name} waits for you to say something.",
    says="So what happens now?",
    best=Option(
        "come-with-me",
        "I need to tell Ms Okafor today. Will you come with me, or wait close by?",
        "The right person on the same day, and {name} knows first and has a say in how.",
        "At least I know what's next.",
        ("next-steps-explained", "referral-together"),
        trust=1,
        fulfils=(TELL_LEAD,),
    ),
    weak=Option(
        "leave-it-with-me",
        "Don't you worry about that. Leave it with me, and I'll get it all sorted out.",
        "Ms Okafor does hear of it, and that is right. But {name} was not told, and will find out.",
        "Leave what? With who?",
        ("referral-behind-back",),
        breach="refers-behind-back",
        fulfils=(TELL_LEAD,),
    ),
    unsafe=Option(
        "see-how-it-goes",
        "Nothing, unless you want it to. See how it goes this week.",
        "It feels like respect. But a child may not be safe tonight, and nobody who can help knows of it.",
        "So that's it, then.",
        ("delay",),
        trust=-1,
    ),
)

REFERRAL: Final = Moment(
    "cannot-sleep",
    "reporting",
    about="It is too big for a mentor, and nobody is in danger: name it, ask, and go along.",
    cue="{name} yawns and rubs both eyes.",
    says="I can't sleep. I'm so far behind that I don't open the emails any more.",
    best=Option(
        "go-together",
        "That sounds heavy. There's a person here for this. Shall we go together?",
        "You name what you heard, say that there is help, and ask. {name} decides, and is not sent alone.",
        "Together would be OK.",
        ("referral-together",),
        trust=1,
    ),
    weak=Option(
        "a-leaflet",
        "Here's a leaflet about stress and sleep. There are some good tips in it, I think.",
        "People who are unsure seldom follow up a leaflet. Someone to go with makes the difference.",
        "A leaflet. Thanks.",
        ("leaflet-handed",),
    ),
    unsafe=Option(
        "they-write-it-down",
        "I'd not tell anyone here. They write that sort of thing down.",
        "It sounds loyal. It shuts the door on the very people who could help.",
        "So I can't tell anyone. Ever.",
        trust=-1,
    ),
)

AFTERWARDS: Final = Moment(
    "afterwards",
    "records",
    about="What is not written soon is not written well. Where it is written matters as much.",
    tells="You are by yourself again. You have ten minutes before you have to be somewhere else.",
    key="do",
    best=Option(
        "write-it-up-now",
        "Write it up in the scheme's log now: the time, what was said, what you did.",
        "Soon, in the right place, and facts only. It took five of your ten minutes.",
        moves=("record-made",),
        fulfils=(WRITE_IT_UP,),
    ),
    weak=Option(
        "on-your-phone",
        "Put it in the notes on your own phone for now, and write it up at the weekend.",
        "By the weekend half of it is gone. The other half is on a phone that anyone may pick up.",
        moves=("delay",),
        breach="insecure-notes",
    ),
    unsafe=Option(
        "group-chat",
        "Tell the whole of it in the mentors' group chat, so they all know.",
        "It feels like asking for support. But people who have no need of it now know who {name} is.",
    ),
)
