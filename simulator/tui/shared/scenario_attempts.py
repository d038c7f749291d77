"""How far a learner has got with each scenario, from the list of attempts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.tui.widgets.words import decisions

if TYPE_CHECKING:
    from simulator.store import AttemptSummary


@dataclass(frozen=True, slots=True)
class ScenarioAttempts:
    """Attempts at one scenario, the latest first."""

    open: "tuple[AttemptSummary, ...]" = ()
    closed: "tuple[AttemptSummary, ...]" = ()

    @property
    def glyph(self) -> str:
        """Empty, half or full."""
        return "◐" if self.open else "●" if self.closed else "○"

    @property
    def words(self) -> str:
        """The same in words."""
        parts = []
        if self.open:
            parts.append(f"begun, {decisions(self.open[0].decisions)}")
        if self.closed:
            parts.append(closed_words(self.closed[0]))
        return "; ".join(parts) or "not tried yet"


NONE = ScenarioAttempts()


def closed_words(summary: "AttemptSummary") -> str:
    """How a closed attempt came out, as far as the learner is told."""
    mode = str(summary.mode)
    if summary.closed == "stuck":
        return f"the scenario got stuck ({mode})"
    if mode == "assessment":
        return f"{handed_in_words(summary)} (assessment)"
    stopped = "stopped early" if summary.closed == "left" else "finished"
    provisional = ", provisional" if summary.provisional else ""
    return f"{stopped}: {summary.outcome}{provisional} ({mode})" if summary.outcome else f"{stopped} ({mode})"


def handed_in_words(summary: "AttemptSummary") -> str:
    """How far a closed assessment has got, as far as the learner is told."""
    if not summary.review:
        return "finished, not handed in yet"
    return "result released" if summary.review in ("released", "appealed") else "handed in"


def by_scenario(summaries: "Iterable[AttemptSummary]") -> Mapping[str, ScenarioAttempts]:
    """The progress of every scenario that was tried."""
    ordered = sorted(summaries, key=lambda each: each.last_at, reverse=True)
    ids = dict.fromkeys(each.scenario_id for each in ordered)
    return {
        id_: ScenarioAttempts(
            tuple(each for each in ordered if each.scenario_id == id_ and each.closed is None),
            tuple(each for each in ordered if each.scenario_id == id_ and each.closed is not None),
        )
        for id_ in ids
    }


def latest_open(attempts: Mapping[str, ScenarioAttempts]) -> "AttemptSummary | None":
    """The unfinished attempt that was touched last."""
    unfinished = [each for one in attempts.values() for each in one.open]
    return max(unfinished, key=lambda each: each.last_at, default=None)
