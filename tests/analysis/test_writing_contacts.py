"""Real contacts in a scenario."""

import pytest

from simulator.analysis.rules.contacts import real_contact

from .asked import asking, changing, found, good, places

PLAIN = asking([good("Tell me more.")])


@pytest.mark.parametrize(
    "words",
    [
        "Ring 0800 1111 tonight.",
        "My number is 07700 900123.",
        "Text 07700900123.",
        "Call me on +44 7700 900 982.",
        "Or 0044 20 7946 0018, or +44 (0)20 7946 0018.",
        "The office is (020) 7946 0018.",
        "0808-157-0123 is free.",
        "Samaritans are there.",
        "It's 116 123.",
        "Text 85258.",
        "You could call 111.",
        "NHS 111 has somebody.",
        "Ring 101 and say so.",
        "Mail me at ellie@example.org.",
        "It is on www.example.org somewhere.",
        "See example.org.uk for more.",
        "Look at https://example.net/help.",
    ],
)
def test_numbers_and_addresses_are_found(words: str) -> None:
    (finding,) = found(real_contact, changing(PLAIN, brief=words))
    assert finding.address == ("brief",)
    assert finding.value


@pytest.mark.parametrize(
    "words",
    [
        "Call 999 now, or 112.",
        "Thursday 6 November, 12.40 to 1.05.",
        "On 06/11/2025, 06-11-2025 and 06 11 2025.",
        "At 08.40, 08:40-09:10 or 0900 to 1000.",
        "Room 101, page 111, 20 000 people, £0800 1111000.",
        "He counted 0 1 2 3 4 5 6 7 8 9 10.",
        "Her number ends in 0012.",
        "I said so at 3.20.Come on, e.g. now, i.e. at once.",
    ],
)
def test_times_dates_and_counts_are_not(words: str) -> None:
    assert found(real_contact, changing(PLAIN, brief=words)) == []


@pytest.mark.parametrize(
    "words",
    [
        "You could ring Childline.",
        "the nspcc says so",
        "I'll look at the samaritans' page.",
        "Women’s Aid has a refuge.",
        "Citizens Advice can help.",
        "Ring Mind for a chat.",
        "You could contact Shelter about that.",
        "There is the charity Mind, too.",
        "Mind, the mental health charity, has a page.",
        "Shout's textline is free.",
        "Talk to FRANK.",
        "Report it to CEOP.",
        "Stop It Now has people to ask.",
    ],
)
def test_services_are_found(words: str) -> None:
    assert len(found(real_contact, changing(PLAIN, brief=words))) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Mind the gap. Never mind. Mind you, I don't mind.",
        "Shout if you need me. She gave a shout. Text me. Shout when you arrive.",
        "We took shelter. Shelter is what she needs.",
        "He beat me at chess. Text Beat-box Ben.",
        "The Good Samaritan stopped, and good Samaritans do.",
        "Stop it now! My family lives in Leeds. Young minds need sleep.",
        "Talk to Frank Miller. Ring Frank about the bike.",
        "A switchboard answered. It was a crisis. The papyrus was Egyptian.",
        "Contact Mr Reyes. Call them all. Phone Mum.",
        "He stonewalled me, and I relate to that.",
    ],
)
def test_words_that_are_only_words_are_not(words: str) -> None:
    assert found(real_contact, changing(PLAIN, brief=words)) == []


def test_every_text_is_looked_at_and_told_once() -> None:
    made = changing(
        asking([good("Ring Childline on 0800 1111.", id_="ring", why="Ring the NSPCC.", thinks="Kooth?")]),
        notes=("Samaritans are mentioned",),
        facts={"number": "The number is 0800 1111."},
    )
    assert sorted(places(real_contact, made)) == [
        "facts/number",
        "notes/0",
        "scenes/first/choices/ring/say",
        "scenes/first/choices/ring/thinks",
        "scenes/first/choices/ring/why",
    ]


def test_the_finding_names_the_contact() -> None:
    (finding,) = found(real_contact, changing(PLAIN, brief="Ring Childline."))
    assert finding.message == "“Childline” is a real contact, and in a scenario nobody keeps it right."
