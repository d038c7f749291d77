"""What is found about play is exactly what walking every playthrough shows, and each witness shows it soonest."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from simulator.analysis.check import check
from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.analysis.rules.assessment import clause_results, outcome_results
from simulator.analysis.rules.changes import always_clamped
from simulator.analysis.rules.conditions import settled_conditions
from simulator.analysis.rules.names import never_written
from simulator.analysis.rules.play import duties_that_cannot_be_fulfilled, endless_evidence, no_way_out, stuck
from simulator.analysis.rules.reach import choices_never_open, entered, unreachable_scenes, variants_never_said
from simulator.diagnostics import RULES, Severity
from simulator.documents.scenario.expect import walk
from simulator.engine import play
from simulator.engine.condition import names
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Action, Choice, Decision, Ending, Form, PickField, Scenario, TickField
from simulator.engine.state import DutyStatus, LineKind
from tests.analysis.asked import RUBRIC
from tests.analysis.brute import Brute, Node, TooManyError, same
from tests.analysis.chain import Chain
from tests.analysis.layered import COUNTING, GUARDED, LAYERED, LOOPING, RUBRICS
from tests.analysis.marked import MARKED
from tests.analysis.watched import Address, Seen, asked, said, spoken, watching
from tests.depth import tries
from tests.engine.build import action, choice, decision, form, onward, scene, tick, words, write
from tests.engine.build import scenario as built

MOST = 700

EACH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def watched(scenario: Scenario, rubric: Rubric = RUBRIC) -> tuple[Brute, Seen]:
    """Every playthrough of a scenario that has not too many, and what they come by."""
    try:
        with watching() as seen:
            return Brute.of(scenario, rubric, MOST), seen
    except TooManyError:
        assume(False)
        raise


def chained(scenario: Scenario) -> Chain:
    """Every situation of a scenario that has not too many."""
    try:
        return Chain(scenario, MOST, scores=False)
    except TooManyError:
        assume(False)
        raise


def addresses(found: Iterator[Finding], rule: str = "") -> set[Address]:
    """The places of some findings, each told once."""
    told = [finding.address for finding in found if rule in ("", finding.rule)]
    assert len(told) == len(set(told))
    return set(told)


# What is never come by


def offered(brute: Brute, seen: Seen) -> Iterator[Address]:
    """Everything that was open to somebody."""
    for node in (each for each in brute.nodes if each.then):
        here: Address = ("scenes", node.scene)
        content = brute.scenario.scenes[node.scene].content
        if isinstance(content, Decision):
            for choice in play.open_choices(brute.scenario, node.state.situation):
                yield (*here, "choices", choice.id)
        elif isinstance(content, Form):
            for shown in play.shown_fields(content, node.state.situation):
                inside: Address = (*here, "form", "fields", shown.id)
                yield inside
                if isinstance(shown, PickField):
                    yield from ((*inside, "pick", option.id) for option in shown.options)
                elif isinstance(shown, TickField):
                    yield from ((*inside, "tick", box.id) for box in shown.options)


def written(scenario: Scenario, scenes: set[str]) -> Iterator[Address]:
    """Everything in some scenes that can be open; what stands in a field only where the field is asked about."""
    for name in scenes:
        here: Address = ("scenes", name)
        content = scenario.scenes[name].content
        if isinstance(content, Decision):
            yield from ((*here, "choices", choice.id) for choice in content.choices)
        elif isinstance(content, Form):
            for field in content.fields:
                inside: Address = (*here, "form", "fields", field.id)
                yield inside
                if isinstance(field, PickField):
                    yield from ((*inside, "pick", option.id) for option in field.options)
                elif isinstance(field, TickField):
                    yield from ((*inside, "tick", box.id) for box in field.options)


@settings(EACH, max_examples=tries(100, 1000))
@given(st.one_of(LAYERED, GUARDED))
def test_what_nobody_comes_to_is_found_and_nothing_else(scenario: Scenario) -> None:
    brute, seen = watched(scenario)
    context = AnalysisContext(scenario, RUBRIC)
    came = set(seen.entered)
    assert entered(context) == came
    never = set(written(scenario, came)) - set(offered(brute, seen))
    closed = addresses(choices_never_open(context))
    assert closed == {each for each in never if not ("form" in each and len(each) > 5 and each[:5] in never)}
    unreached = addresses(unreachable_scenes(context))
    missing = set(scenario.scenes) - came
    assert unreached <= {("scenes", name) for name in missing}
    assert bool(missing) <= bool(unreached | closed)


def could_be_said(scenario: Scenario, came: Iterable[str]) -> Iterator[Address]:
    """Every variant up to the first without a condition, in some scenes."""
    for name in came:
        for address, variants in spoken(scenario.scenes[name]):
            whens = [variant.when for variant in variants]
            last = whens.index(None) if None in whens else len(whens) - 1
            yield from ((*address, place) for place in range(last + 1))


def leads_to(scenario: Scenario, address: Address) -> str:
    """The scene that the target at an address leads to."""
    content = scenario.scenes[str(address[1])].content
    goto = (
        next(choice.goto for choice in content.choices if choice.id == address[3])
        if isinstance(content, Decision)
        else ()
        if isinstance(content, Ending)
        else content.goto
    )
    return goto[int(address[-2])].to


@settings(EACH, max_examples=tries(100, 1000))
@given(st.one_of(LAYERED, GUARDED))
def test_words_conditions_and_changes_that_do_nothing_are_found_and_no_others(scenario: Scenario) -> None:
    _, seen = watched(scenario)
    context = AnalysisContext(scenario, RUBRIC)
    assert addresses(variants_never_said(context)) == set(could_be_said(scenario, seen.entered)) - said(scenario, seen)
    dead = {finding.address[1] for finding in never_written(context)}
    told = [
        (address, held)
        for address, condition, held in asked(scenario, seen)
        if not names(condition) or names(condition) - dead
    ]
    assert addresses(settled_conditions(context), "condition-always") == {
        address for address, held in told if all(held)
    }
    assert addresses(settled_conditions(context), "condition-never") == {
        address
        for address, held in told
        if not any(held) and "goto" in address and leads_to(scenario, address) in seen.entered
    }
    assert addresses(always_clamped(context)) == {address for address, cut in seen.cut.items() if all(cut)}


# What happens to a learner


def why_stuck(node: Node) -> Address:
    """The step of which no target fits, or the scene where nothing is open."""
    turn = node.state.turns[-2]  # the last one closes
    if turn.acts and not any(line.kind is LineKind.CUE for line in turn.lines):
        (*_, step) = node.steps
        return ("scenes", turn.scene, "choices", step) if isinstance(step, str) else ("scenes", turn.scene, "form")
    return ("scenes", node.scene)


def walked_to(scenario: Scenario, brute: Brute, finding: Finding) -> Node:
    """Where a witness leads, by the walker of walkthroughs and by the tree of all playthroughs."""
    state, fault = walk(scenario, finding.witness)
    assert fault is None
    node = brute.by_steps[tuple(map(same, finding.witness))]
    assert state.situation == node.state.situation
    return node


def soonest(nodes: Iterable[tuple[Address, Node]]) -> dict[Address, int]:
    """By address: the fewest steps."""
    found: dict[Address, int] = {}
    for address, node in nodes:
        found[address] = min(found.get(address, 1000), len(node.steps))
    return found


@settings(EACH, max_examples=tries(120, 1500))
@given(LAYERED)
def test_every_place_where_somebody_gets_stuck_is_found_with_the_shortest_way(scenario: Scenario) -> None:
    brute, _ = watched(scenario)
    found = list(stuck(AnalysisContext(scenario, RUBRIC)))
    assert {finding.address: len(finding.witness) for finding in found} == soonest(
        (why_stuck(node), node) for node in brute.nodes if node.stuck
    )
    for finding in found:
        node = walked_to(scenario, brute, finding)
        assert node.stuck
        assert why_stuck(node) == finding.address


def drying_up(scenario: Scenario) -> Scenario:
    """The same, in which nobody is led on where nothing is open."""
    return replace(
        scenario,
        scenes={
            name: replace(each, content=replace(each.content, otherwise=None))
            if isinstance(each.content, Decision)
            else each
            for name, each in scenario.scenes.items()
        },
    )


KEPT = (DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE)
UNDONE = (DutyStatus.OPEN, DutyStatus.LATE, DutyStatus.MISSED)


def opened_in_vain(node: Node, duty: str) -> bool:
    """Whether a duty has opened with the last step (or at the beginning) and nothing that follows fulfils it."""
    turn = node.state.turns[len(node.steps)]
    opened = any(change.duty == duty and change.status is DutyStatus.OPEN for change in turn.duties)
    return (
        opened
        and not node.stuck
        and node.state.situation.duties[duty] in UNDONE
        and not any(each.state.situation.duties[duty] in KEPT for each in node.all())
    )


def can_stop(node: Node) -> bool:
    """Whether somebody can get stuck from there on."""
    return any(each.stuck for each in node.all())


@settings(EACH, max_examples=tries(150, 1500))
@given(LAYERED | MARKED.map(lambda made: made[0]) | LAYERED.map(drying_up))
def test_duties_that_open_in_vain_are_found_with_the_shortest_way(scenario: Scenario) -> None:
    """Told first of openings after which nobody gets stuck; those after which somebody does may come of that."""
    brute, _ = watched(scenario)
    found = list(duties_that_cannot_be_fulfilled(AnalysisContext(scenario, RUBRIC)))
    vain = [(duty, node) for duty in scenario.duties for node in brute.nodes if opened_in_vain(node, duty)]
    plain = soonest((("duties", duty), node) for duty, node in vain if not can_stop(node))
    behind = soonest((("duties", duty), node) for duty, node in vain)
    assert {finding.address: len(finding.witness) for finding in found} == {**behind, **plain}
    for finding in found:
        node = walked_to(scenario, brute, finding)
        assert opened_in_vain(node, str(finding.address[1]))
        assert f"in `{node.scene}`" in finding.message
        assert bool(finding.follows) == (finding.address not in plain) == can_stop(node)


# What can go round


def walked_in(scenario: Scenario, graph: Chain, finding: Finding) -> int:
    """The place that a witness leads to."""
    state, fault = walk(scenario, finding.witness)
    assert fault is None
    return graph.number(state)


@settings(EACH, max_examples=tries(100, 1250))
@given(st.one_of(LOOPING, COUNTING))
def test_places_without_a_way_out_and_loops_that_count_are_found_with_the_shortest_way(scenario: Scenario) -> None:
    graph = chained(scenario)
    context = AnalysisContext(scenario, RUBRIC)
    over = graph.leads(number for number, place in enumerate(graph.places) if place.over)
    lost = [len(place.steps) for number, place in enumerate(graph.places) if number not in over]
    found = list(no_way_out(context))
    assert [len(finding.witness) for finding in found] == lost[:1]
    for finding in found:
        number = walked_in(scenario, graph, finding)
        assert number not in over
        assert finding.address == ("scenes", graph.places[number].state.situation.scene)
    counting: dict[Address, int] = {}
    for number, place in enumerate(graph.places):
        for step, (_, counts, _), to in place.ways:
            if counts != ((), ()) and number in graph.after(to):
                here = ("scenes", place.state.situation.scene)
                address = (*here, "choices", step) if isinstance(step, str) else (*here, "form")
                counting.setdefault(address, len(place.steps) + 1)
    endless = list(endless_evidence(context))
    assert {finding.address: len(finding.witness) for finding in endless} == counting
    for finding in endless:
        before, fault = walk(scenario, finding.witness[:-1])
        assert fault is None
        assert graph.number(before) in graph.after(walked_in(scenario, graph, finding))


# What people would recognise


def test_each_choice_after_which_nothing_fits_is_told_and_the_scene_that_runs_dry_as_well() -> None:
    made = built(
        decision(
            choice(action("one", "calm == 0"), ("promised", "home")),
            choice(action("two", "calm == 0"), ("promised", "home")),
            choice("three", "first"),
            choice(action("four", "calm == 0", change=(("calm", -1),)), "first"),
            choice(action("five", "calm == 0"), "first"),
        )
    )
    found = {finding.address: finding.witness for finding in stuck(AnalysisContext(made, RUBRIC))}
    assert found == {
        ("scenes", "first", "choices", "one"): ("one",),
        ("scenes", "first", "choices", "two"): ("two",),
        ("scenes", "first"): ("three", "four"),
    }


def messages(scenario: Scenario) -> list[str]:
    return [finding.message for finding in stuck(AnalysisContext(scenario, RUBRIC))]


def test_what_is_said_of_being_stuck_fits_the_scene() -> None:
    assert messages(built(onward(("promised", "home")))) == [
        "A learner gets stuck in `first`: none of its targets fits."
    ]
    assert messages(built(form(write("account", if_="promised"), to=(("promised", "home"),)))) == [
        "A learner gets stuck in `first`: none of its targets fits."
    ]
    round_and_round = "A learner gets stuck in `first`: scenes follow one another without a decision and without end."
    assert messages(built(onward("first"))) == [round_and_round]
    assert messages(built(decision(choice(action("ask", "promised"), "home"), otherwise="first"))) == [round_and_round]
    assert messages(built(decision(choice(action("ask", "promised"), "home")))) == [
        "A learner gets stuck in `first`: nothing can be chosen there any more."
    ]


def test_a_change_is_cut_short_only_where_nobody_gets_all_of_it() -> None:
    """From 3 of 0 to 5 either box alone has its full effect; both together have not."""
    boxes = tick(
        "contents", (action("one", change=(("trust", 2),)), True), (action("two", change=(("trust", 2),)), True)
    )
    asks = decision(choice(action("go", "trust == 3"), "home"), choice("stay", "home"))
    assert addresses(always_clamped(AnalysisContext(built(form(boxes, to=("asks",)), asks=asks), RUBRIC))) == set()
    more = tick(
        "contents", (action("one", change=(("trust", 3),)), True), (action("two", change=(("trust", 3),)), True)
    )
    here = ("scenes", "first", "form", "fields", "contents", "tick")
    assert addresses(always_clamped(AnalysisContext(built(form(more, to=("asks",)), asks=asks), RUBRIC))) == {
        (*here, "one", "change", "trust"),
        (*here, "two", "change", "trust"),
    }


def test_a_condition_without_a_name_always_holds_or_never_does() -> None:
    here = ("scenes", "first")
    made = built(
        scene(
            decision(choice(action("yes", "true"), ("false", "home"), "home"), choice("no", "home")),
            says=words(("false", "Never."), ("1 < 2", "Always.")),
        )
    )
    assert addresses(settled_conditions(AnalysisContext(made, RUBRIC)), "condition-always") == {
        (*here, "choices", "yes", "when"),
        (*here, "says", 1, "when"),
    }
    assert addresses(settled_conditions(AnalysisContext(made, RUBRIC)), "condition-never") == {
        (*here, "choices", "yes", "goto", 0, "when")
    }
    assert addresses(variants_never_said(AnalysisContext(made, RUBRIC))) == {(*here, "says", 0)}


def test_the_way_to_a_duty_that_opens_in_vain_is_one_on_which_it_opens_there() -> None:
    """By `late` it has been open since `lobby`, where it could still be done; by `other` it opens in `room`."""
    done = choice(action("tell", fulfils=("tell_lead",)), "home")
    made = built(
        decision(choice("late", "lobby"), choice("other", "hall")),
        lobby=scene(decision(done, choice("on", "room")), opens=("tell_lead",)),
        hall=decision(choice("further", "passage")),
        passage=decision(choice("in", "room")),
        room=scene(decision(choice("end", "home")), opens=("tell_lead",)),
    )
    (finding,) = duties_that_cannot_be_fulfilled(AnalysisContext(made, RUBRIC))
    assert finding.witness == ("other", "further", "in")


def test_of_two_choices_that_count_alike_and_lead_back_alike_both_are_told() -> None:
    alike = {"confidentiality": Level.COMPETENT}
    nods = [choice(action(name, evidence=alike), "first", again=True) for name in ("nod", "smile")]
    found = list(endless_evidence(AnalysisContext(built(decision(*nods, choice("go", "home"))), RUBRIC)))
    assert {(finding.address[-1], finding.witness) for finding in found} == {("nod", ("nod",)), ("smile", ("smile",))}


# What is a mere consequence

GOOD = {"confidentiality": Level.COMPETENT}


def told(scenario: Scenario, rubric: Rubric = RUBRIC) -> list[tuple[str, Address]]:
    """What is told of play and of the marking, errors alone."""
    found = check(scenario, rubric)
    return [(each.rule, each.address) for each in found if RULES[each.rule].severity is Severity.ERROR]


def hub(*choices: Choice, otherwise: str | None = None) -> Scenario:
    """Somebody says what cannot be kept secret, or not, and comes to a hub; nothing leads to `last` and `home`."""
    says = choice(action("limits", evidence=GOOD, fulfils=("state_limits",)), "hub")
    later = choice(action("later", evidence={"confidentiality": Level.DEVELOPING}), "hub")
    return built(
        scene(decision(says, later), opens=("state_limits",)),
        None,
        hub=scene(decision(*choices, otherwise=otherwise), says=words("OK.")),
        last=decision(choice("bye", "home")),
    )


def test_a_hub_that_runs_dry_is_one_finding() -> None:
    assert told(hub(choice("one", "hub"), choice("two", "hub"))) == [("stuck", ("scenes", "hub"))]


def test_a_hub_without_a_way_out_is_one_finding() -> None:
    assert told(hub(choice("one", "hub", again=True))) == [("no-way-out", ("scenes", "first"))]


def test_a_target_that_never_fits_is_one_finding() -> None:
    here = ("scenes", "hub", "choices", "one")
    assert told(hub(choice("one", ("hungry", "last")))) == [("stuck", here)]
    asks = hub(choice("one", "first"))
    leads_nowhere = replace(asks.scenes["hub"], content=onward(("mood == told", "last")))
    assert told(replace(asks, scenes={**asks.scenes, "hub": leads_nowhere})) == [("stuck", ("scenes", "hub"))]


def test_what_holds_whatever_follows_the_stop_is_told_beside_it() -> None:
    """Everybody has promised secrecy by then, so nobody can meet the clause, wherever it leads on to."""

    def asks(first: Action) -> list[tuple[str, Address]]:
        trap, leave = choice("trap", ("hungry", "home")), choice(action("leave"), "home")
        return told(built(decision(choice(first, "hub")), None, hub=decision(trap, leave)))

    stuck_there = ("stuck", ("scenes", "hub", "choices", "trap"))
    unmet = ("clause-cannot-be-met", ("assesses", "confidentiality"))
    assert asks(action("promise", breach="promises-secrecy")) == [stuck_there, unmet]
    assert asks(action("wait")) == [stuck_there]


@settings(EACH, max_examples=tries(60, 600))
@given(LAYERED.map(drying_up), RUBRICS)
def test_what_is_called_a_consequence_is_one_only_where_somebody_gets_stuck(scenario: Scenario, rubric: Rubric) -> None:
    """And what everybody who ends comes to is true of everybody who ends."""
    brute, _ = watched(scenario, rubric)
    context = AnalysisContext(scenario, rubric)
    found = [*clause_results(context), *outcome_results(context), *duties_that_cannot_be_fulfilled(context)]
    anybody = can_stop(brute.tree)
    ended = [card for _, card in brute.ended]
    for finding in found:
        assert anybody or not finding.follows
        if finding.rule == "cannot-be-passed":
            assert ended
            assert not any(card.outcome is not None and card.outcome >= Level.COMPETENT for card in ended)
        if finding.rule.startswith("clause-cannot"):
            met = {
                (each := card.clause(str(finding.address[1])).level) is not None and each >= rubric.passing
                for card in ended
            }
            assert met == {finding.rule == "clause-cannot-be-failed"}


def test_a_change_that_nothing_asks_about_afterwards_is_judged_as_well() -> None:
    """Trust is 3 of 5 at the beginning, is asked about once, and then changes too far, by a choice or on entering."""
    here = ("scenes", "last", "choices", "more", "change", "trust")
    more = choice(action("more", change=(("trust", 3),)), "home")
    asks = decision(choice(action("go", "trust > 2"), "last"), choice("stay", "home"))
    assert addresses(always_clamped(AnalysisContext(built(asks, None, last=decision(more)), RUBRIC))) == {here}
    fits_ = choice(action("more", change=(("trust", 2),)), "home")
    assert addresses(always_clamped(AnalysisContext(built(asks, last=decision(fits_)), RUBRIC))) == set()
    entering = scene(Ending("Home"), change=(("trust", -6),))
    assert addresses(always_clamped(AnalysisContext(built(asks, last=decision(fits_), home=entering), RUBRIC))) == {
        ("scenes", "home", "change", "trust")
    }
