"""A small scenario and code, built in code: a promise, its repair, two duties and an ending."""

from simulator.engine.condition import Name, Not
from simulator.engine.rubric import Breach, Clause, Level, Rubric
from simulator.engine.scenario import (
    Action,
    Choice,
    Content,
    Decision,
    Duty,
    Effects,
    Ending,
    Form,
    Mentee,
    Scenario,
    Scene,
    Target,
    Variable,
    Variant,
    WriteField,
)
from tests.strategies import ABOUT

DESCRIPTORS = dict.fromkeys(Level, ".")

CODE = Rubric(
    id="code",
    title="Code",
    passing=Level.COMPETENT,
    clauses={
        name: Clause(name, number, name, "I keep this.", critical, DESCRIPTORS)
        for number, (name, critical) in enumerate(
            [("confidentiality", True), ("reporting", True), ("records", True), ("listening", False)], 1
        )
    },
    breaches={
        "promises-secrecy": Breach(
            "promises-secrecy", "confidentiality", "Promises secrecy", Level.UNSAFE, Level.DEVELOPING
        ),
        "not-reporting": Breach("not-reporting", "reporting", "Does not report", Level.UNSAFE, Level.UNSAFE),
    },
    moves={},
)


def choice(identity: str, to: str, *, again: bool = False, fulfils: tuple[str, ...] = (), **action: object) -> Choice:
    """A spoken choice; keyword arguments are those of its action, evidence as clause to level."""
    evidence = action.pop("evidence", {})
    assert isinstance(evidence, dict)
    effects = Effects(fulfils=fulfils)
    made = Action(identity, f"I say {identity}.", evidence=tuple(evidence.items()), effects=effects, **action)  # type: ignore[arg-type]
    return Choice(made, spoken=True, goto=(Target(to),), again=again)


def small(*, assesses: dict[str, int] | None = None, written: bool = False) -> Scenario:
    """Jamie asks for a promise, tells, and waits to see what is done."""
    asks = Decision(
        (
            choice("honest", "tells", evidence={"confidentiality": Level.COMPETENT}, fulfils=("limits",)),
            choice("promise", "sorry", evidence={"confidentiality": Level.UNSAFE}, breach="promises-secrecy"),
        )
    )
    sorry = Decision(
        (
            choice(
                "take-back",
                "again",
                evidence={"confidentiality": Level.COMPETENT},
                repairs="promises-secrecy",
                fulfils=("limits",),
            ),
            choice("listen", "tells"),
        )
    )
    again = Decision(
        (
            choice("promise-again", "tells", evidence={"confidentiality": Level.UNSAFE}, breach="promises-secrecy"),
            choice("tell-together", "home", evidence={"reporting": Level.EXEMPLARY}, fulfils=("tell_lead",)),
        )
    )
    tells = Decision(
        (
            choice(
                "tell", "record" if written else "home", evidence={"reporting": Level.COMPETENT}, fulfils=("tell_lead",)
            ),
            choice("tell-together", "home", evidence={"reporting": Level.EXEMPLARY}, fulfils=("tell_lead",)),
            choice("told-and-stay", "tells", evidence={"reporting": Level.COMPETENT}, fulfils=("tell_lead",)),
            choice("wait", "home", evidence={"reporting": Level.DEVELOPING}),
            choice("limits-now", "tells", fulfils=("limits",), when=Not(Name("limits"))),
        )
    )
    form = Form("Record", (WriteField("account", "What happened?", "records", 2, 50),), (Target("home"),))
    contents: dict[str, Content] = {
        "asks": asks,
        "sorry": sorry,
        "again": again,
        "tells": tells,
        "record": form,
        "home": Ending("Home", (Variant("Jamie goes home."),)),
    }
    opens = {"asks": ("limits",), "tells": ("tell_lead",)}
    scenes = {
        name: Scene(name, content, says=(Variant(f"Jamie in {name}."),), effects=Effects(opens=opens.get(name, ())))
        for name, content in contents.items()
    }
    wanted = {"confidentiality": 1, "reporting": 1}
    return Scenario(
        id="small",
        about=ABOUT,
        mentee=Mentee("Jamie", "they/them", 15),
        rubric="code",
        assesses=assesses or (wanted | ({"records": 1} if written else {})),
        variables={"trust": Variable("trust", 3, 0, 5)},
        facts={},
        duties={
            "limits": Duty("limits", "confidentiality", "State the limits", Level.UNSAFE, Level.DEVELOPING, "tells"),
            "tell_lead": Duty(
                "tell_lead", "reporting", "Tell the lead", Level.UNSAFE, Level.UNSAFE, breach="not-reporting"
            ),
        },
        start="asks",
        scenes=scenes,
    )
