"""What a tutor sees while typing in an editor: explanations, completed keys and words, whole parts, and mistakes."""

import re
from pathlib import Path

import pytest

from simulator.documents.editor.json_schema import modeline
from tests.documents.examples import SCENARIO, changed

from .fixtures import SMALL, broken
from .language_server import LanguageServer, Message, Underlined

HERE = "@@"
"""Where the cursor stands."""


class Editor:
    """A scenario open in an editor, in an organisation's own folder."""

    def __init__(self, server: LanguageServer, folder: Path) -> None:
        self.server = server
        self.schemas = folder / "schemas"
        self.path = folder

    def show(self, text: str) -> tuple[Underlined, ...]:
        """Put a text into a new file of the editor; what is underlined in it, with lines of the text."""
        self.path = self.schemas.parent / "scenarios" / f"being-written-{len(self.server.underlined)}.yaml"
        whole = f"{modeline('scenario', self.path, self.schemas)}\n{text}"
        shown = self.server.open({self.path.as_uri(): whole})[self.path.as_uri()]
        return tuple(Underlined(each.line - 1, each.message) for each in shown)

    def offers(self, text: str) -> dict[str, Message]:
        """What is offered at the cursor, by label."""
        before, _, after = text.partition(HERE)
        self.show(before + after)
        line, column = before.count("\n") + 1, len(before.rpartition("\n")[2])
        return {str(item["label"]): item for item in self.server.complete(self.path.as_uri(), line, column)}

    def explains(self, text: str, line: int, column: int) -> str:
        """What is told of what stands at a place of a text that is open."""
        assert text
        return self.server.hover(self.path.as_uri(), line + 1, column)


@pytest.fixture
def editor(server: LanguageServer, folder: Path) -> Editor:
    """An editor in an organisation's own folder."""
    return Editor(server, folder)


def explanation(item: Message) -> str:
    """What is told beside something that is offered."""
    told = item.get("documentation", "")
    return str(told.get("value", "")) if isinstance(told, dict) else str(told)


def put_in(item: Message) -> str:
    """What is put in when something that is offered is taken."""
    edit = item["textEdit"]
    assert isinstance(edit, dict)
    return str(edit["newText"])


def test_every_key_is_explained_where_the_mouse_rests(editor: Editor) -> None:
    editor.show(SCENARIO)
    silent = []
    for number, line in enumerate(SCENARIO.splitlines()):
        for match in re.finditer(r"([a-z][a-z0-9_-]*):(?= |$)", line):
            told = editor.explains(SCENARIO, number, match.start() + 1)
            heading, _, rest = told.partition("\n\n")
            if not heading.startswith("#### ") or not re.search(r"^[A-Z].*\.$", rest.partition("\n")[0]):
                silent.append((number + 1, match[1], told))
    assert silent == []


def test_an_explanation_says_where_one_is_and_shows_an_example(editor: Editor) -> None:
    text = SCENARIO
    editor.show(text)
    line = text[: text.index("why: Limits")].count("\n")
    told = editor.explains(text, line, 9)
    assert told.startswith("#### A choice\n\nThe coach's reason: why it helps or harms.")
    assert "```yaml\nwhy: Limits before the disclosure" in told


def test_a_word_is_explained_with_the_other_words_that_can_stand_there(editor: Editor) -> None:
    editor.show(SCENARIO)
    line = SCENARIO[: SCENARIO.index("missed: unsafe")].count("\n")
    column = SCENARIO.splitlines()[line].index("unsafe") + 1
    told = editor.explains(SCENARIO, line, column)
    assert "* `unsafe`: Someone could come to harm." in told
    assert "* `competent`: Good enough" in told


def test_the_keys_of_a_choice_are_offered_with_their_explanations(editor: Editor) -> None:
    found = editor.offers(changed("        why: Limits first.\n", "        @@\n"))
    assert found.keys() >= {"why", "thinks", "when", "repairs", "again"}
    assert not found.keys() & {"say", "goto", "evidence"}, "what is written already is not offered again"
    assert explanation(found["thinks"]).startswith("What the mentee thinks and does not say.")
    assert put_in(found["thinks"]) == "thinks: "


@pytest.mark.parametrize(
    ("old", "new", "offered"),
    [
        ("stage: exploration", "stage: @@", {"initiation", "exploration", "empowerment", "closure"}),
        ("evidence: {confidentiality: unsafe}", "evidence: {confidentiality: @@}", {"unsafe", "exemplary"}),
        ("kinds: [disclosure]", "kinds: [@@]", {"disclosure", "self-care"}),
        ("kinds: [disclosure]", "kinds:\n  - @@", {"disclosure", "self-care"}),
        ("belongs: false", "belongs: @@", {"true", "false"}),
        ("outcome: unsafe", "outcome: @@", {"unsafe", "competent"}),
    ],
)
def test_the_words_that_can_stand_in_a_place_are_offered(editor: Editor, old: str, new: str, offered: set[str]) -> None:
    assert editor.offers(changed(old, new)).keys() >= offered


@pytest.mark.parametrize(
    ("old", "new", "put", "told"),
    [
        ("moves: [limits-stated]", "moves: [@@]", "open-question", "Asks something"),
        ("moves: [limits-stated]", "moves: [limits-stated, @@]", "open-question", "Asks something"),
        ("breach: promises-secrecy", "breach: @@", "tips-off", "Contacts or confronts"),
        ("mistakes: [AIM-CM-2]", "mistakes: [@@]", "AIM-CM-2", ""),
        ("covers: [AIM-MC-3]", "covers: [@@]", "AIM-MC-3", ""),
        ("rubric: small", "rubric: @@", "code-of-conduct", "Code of conduct"),
        ("evidence: {confidentiality: unsafe}", "evidence: {@@}", "listening: ${1|", "Listening"),
        ("evidence: {confidentiality: unsafe}", "evidence:\n          @@", "listening: ${1|", "Listening"),
        ("assesses: {confidentiality: 1}", "assesses: {@@}", "records: ${1:1}", "Records"),
    ],
)
def test_the_names_of_the_library_are_offered_with_what_they_mean(
    editor: Editor, old: str, new: str, put: str, told: str
) -> None:
    found = editor.offers(changed(old, new))
    name = put.partition(":")[0]
    assert put_in(found[name]).startswith(put)
    assert explanation(found[name]).startswith(told)
    assert not [label for label in found if label.startswith("- ")], "nothing is offered but names"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A promise", "title: @@"),
        ("say: I promise.", "say: @@"),
        ("goto: record", "goto: @@"),
        ("why: Limits first.", "why: @@"),
        ("learn: [locked_in]", "learn: [@@]"),
        ("notes: [harm at home]", "notes: [@@]"),
    ],
)
def test_nothing_is_offered_where_a_tutor_writes_freely(editor: Editor, old: str, new: str) -> None:
    assert editor.offers(changed(old, new)) == {}


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("expect:\n", "  @@\nexpect:\n", "scene: choices"),
        ("expect:\n", "  @@\nexpect:\n", "scene: moves on"),
        ("expect:\n", "  @@\nexpect:\n", "scene: form"),
        ("expect:\n", "  @@\nexpect:\n", "scene: ending"),
        ("    otherwise: later\n", "      @@\n    otherwise: later\n", "choice"),
        ("start: arrives\n", "  @@\nstart: arrives\n", "duty"),
        ("facts:\n", "  @@\nfacts:\n", "variable: number"),
        ("facts:\n", "  @@\nfacts:\n", "variable: yes or no"),
        ("facts:\n", "  @@\nfacts:\n", "variable: words"),
        ("duties:\n", "  @@\nduties:\n", "fact"),
        ("    goto: done\n", "        @@\n    goto: done\n", "field: boxes to tick"),
        ("    goto: done\n", "        @@\n    goto: done\n", "field: pick one"),
        ("    goto: done\n", "        @@\n    goto: done\n", "field: write"),
    ],
)
def test_a_whole_part_that_is_put_in_fits_its_place(editor: Editor, old: str, new: str, label: str) -> None:
    text = changed(old, new)
    item = editor.offers(text)[label]
    before, _, after = text.partition(HERE)
    indent = " " * len(before.rpartition("\n")[2])
    place = re.compile(r"\$\{\d+(?::([^}]*)|\|([^,|]*)[^}]*)\}")
    filled = place.sub(lambda match: match[1] or match[2], put_in(item)).replace("\n", "\n" + indent)
    names = {
        "trust": "likes",
        "mood": "air",
        "promised": "swore",
        "contents": "more",
        "who": "whom",
        "account": "words",
    }
    filled = re.sub(r"^\w+", lambda match: names.get(match[0], match[0]), filled)
    finished = before + filled + after
    assert editor.show(finished) == ()
    assert {rule for rule in broken("scenario", finished) if not rule.startswith(("unknown-", "walkthrough-"))} == set()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("    otherwise: later\n", "    otherwize: later\n", "otherwize", "Property otherwize is not allowed."),
        ("title: A promise\n", "", "summary", 'Missing property "title".'),
        ("say: I promise.", "say:", "say:", "Write a text here. If it has a colon in it, put all of it in quotes."),
        ("      honest:\n", "      Honest Answer:\n", "Honest", "A name here has small letters, digits and - only"),
        ("level: 2", "level: two", "level", "Write a whole number from 1 to 2 here."),
        ("when: trust > 5,", "when: trust = 5,", "when: trust =", "A condition reads like trust >= 3 and not promised"),
        ("    goto: record\n", "", "later:", "A scene has choices, or goto alone, or form with goto, or ending."),
        (
            "say: I promise.",
            "say: I promise.\n        do: Nod.",
            "do: Nod",
            "Write say for words, or do for an action; not both.",
        ),
        (
            "          levels: {0: exemplary, 1: developing}\n",
            "",
            "contents:",
            "Boxes to tick need clause: and levels:.",
        ),
        ("    outcome: unsafe\n", "", "keeps-the-secret", "Write ending: or outcome:, or both."),
        (
            "start: guarded, values: [guarded, told]",
            "start: guarded",
            "mood",
            "List the words that it can be in values",
        ),
    ],
)
def test_a_mistake_is_underlined_where_it_is_with_a_sentence(
    editor: Editor, old: str, new: str, line: str, said: str
) -> None:
    text = changed(old, new)
    (found,) = editor.show(text)
    assert found.message.startswith(said)
    assert line in text.splitlines()[found.line - 1]


@pytest.mark.parametrize("kind", ["rubric", "qualification", "signposts", "sampling"])
def test_the_other_documents_are_explained_too(server: LanguageServer, folder: Path, kind: str) -> None:
    path = folder / "rubrics" / f"{kind}-open.yaml"
    text = SMALL[kind]
    server.open({path.as_uri(): f"{modeline(kind, path, folder / 'schemas')}\n{text}"})
    for number, line in enumerate(text.splitlines()):
        if match := re.match(r"\s*([a-z_]+):", line):
            assert server.hover(path.as_uri(), number + 1, match.start(1) + 1).startswith("#### "), line
