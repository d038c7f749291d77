"""The conversation of an attempt in a pack: what was said, offered and not taken, shown, and written."""

from simulator.report.page import Element, Quote, Section, Span, listed, said
from simulator.report.views.audience import OTHERS
from simulator.report.views.transcript import taken_back, transcript
from simulator.store.format.dossier import Dossier


def conversation(case: Dossier) -> Section:
    """Every turn that stands, and what was taken back."""
    blocks: list[Element] = [
        said(
            "What was said and seen, what the learner chose, and what else was offered at that moment. Levels beside a "
            "choice are those that the scenario’s author gave it; they are indicative. Times are in UTC."
        )
    ]
    told = [each for each in (case.scenario.about.you, case.scenario.about.brief) if each.strip()]
    if told:
        blocks.append(Quote("\n".join(told), "What the learner was told beforehand"))
    back = taken_back(case.state)
    if back:
        blocks.append(said("Tried first and taken back, which only practice allows:"))
        blocks.append(listed((Span(each),) for each in back))
    attempt = case.scenario, case.rubric, case.state, case.indicative
    turns = transcript(*attempt, OTHERS, attempt=case.id, times=dict(enumerate(case.times)))
    return Section(f"conversation-{case.id}", "The conversation", tuple(blocks), turns)
