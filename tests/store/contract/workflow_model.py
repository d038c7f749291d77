"""The review of one attempt as a plain model: what is allowed, and what stands, with no event and no fold."""

from dataclasses import dataclass, field

HELD_FOR = 60
RENEWED_BELOW = 45

FIRST, SECOND, QUALITY, APPEAL = "first marking", "second marking", "quality assurance", "appeal"
MARKS = (FIRST, SECOND)
CLAUSES = ("confidentiality", "reporting", "records")
"""Those that this attempt shows, or is asked to show."""


@dataclass
class Lane:
    """What one marker has given."""

    who: str = ""
    """Who decided something in it last."""
    seen_by: set[str] = field(default_factory=set)
    """Who decided something in it, or took it when something was decided in it."""
    answer: str | None = None
    clauses: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """Clause to the indicative level then, and the level given."""
    verdict: str | None = None
    judged: bool = False
    signed: bool = False
    touched: bool = False
    """Something was given since the signature."""
    signed_by: str = ""

    @property
    def begun(self) -> bool:
        return self.who != ""

    @property
    def stands(self) -> bool:
        return self.signed and not self.touched


@dataclass
class Plain:
    """Where the review stands."""

    now: int = 0
    handed_in: bool = False
    holds: dict[str, tuple[str, int]] = field(default_factory=dict)
    lanes: dict[str, Lane] = field(default_factory=lambda: {part: Lane() for part in MARKS})
    assured: set[str] = field(default_factory=set)
    involved: set[str] = field(default_factory=set)
    agreed: dict[str, str] = field(default_factory=dict)
    """What was agreed on since both signed last."""
    counted_agreed: dict[str, str] = field(default_factory=dict)
    """What was agreed on since the first marker gave it last."""
    sampled: bool = False
    action: bool = False
    released: bool = False
    ever_released: bool = False
    appealed: bool = False

    # Claims

    def may_claim(self, who: str, role: str, part: str) -> bool:
        held = self.holds.get(part)
        roles = {QUALITY: ("quality",), APPEAL: ("assessor", "quality")}.get(part, ("assessor",))
        return (
            self.handed_in
            and role in roles
            and (held is None or held[0] == who or held[1] <= self.now)
            and self.independent(who, part)
        )

    def independent(self, who: str, part: str) -> bool:
        if part in MARKS:
            other = SECOND if part == FIRST else FIRST
            return who not in self.lanes[other].seen_by and who not in self.assured
        if part == QUALITY:
            return all(who not in lane.seen_by for lane in self.lanes.values())
        return who not in self.involved

    def claim(self, who: str, part: str) -> None:
        self.holds[part] = (who, self.now + HELD_FOR)
        if part in MARKS and self.lanes[part].begun:
            self.lanes[part].seen_by.add(who)

    def has_time(self, who: str, part: str) -> bool:
        held = self.holds.get(part)
        return held is not None and held[0] == who and held[1] >= self.now + RENEWED_BELOW

    def can_work(self, who: str, role: str, part: str) -> bool:
        return self.has_time(who, part) or self.may_claim(who, role, part)

    def work(self, who: str, part: str) -> None:
        if not self.has_time(who, part):
            self.claim(who, part)
        self.involved.add(who)

    # Marking

    def can_mark(self, who: str, part: str) -> bool:
        return self.can_work(who, "assessor", part) and self.independent(who, part) and not self.released

    def given(self, who: str, part: str) -> Lane:
        lane = self.decided(who, part)
        lane.touched = True
        self.agreed.clear()
        return lane

    def decided(self, who: str, part: str) -> Lane:
        """Somebody decided something: only now are they its marker."""
        self.work(who, part)
        lane = self.lanes[part]
        lane.who = who
        lane.seen_by.add(who)
        return lane

    def machine(self, part: str, clause: str) -> str | None:
        """The indicative level: of records what was marked, the only piece that it has; the other never changes."""
        return self.lanes[part].answer if clause == "records" else "competent"

    def can_sign(self, who: str, part: str) -> bool:
        lane = self.lanes[part]
        settled = all(
            clause in lane.clauses and lane.clauses[clause][0] == self.machine(part, clause) for clause in CLAUSES
        )
        again = lane.stands and lane.signed_by == who
        return self.can_mark(who, part) and lane.answer is not None and settled and lane.judged and not again

    def differences(self) -> set[str]:
        first, second = self.lanes[FIRST], self.lanes[SECOND]
        if not (first.signed and second.signed):
            return set()
        found = {
            clause
            for clause in {*first.clauses, *second.clauses}
            if first.clauses.get(clause, (None, None))[1] != second.clauses.get(clause, (None, None))[1]
        }
        return found | ({"AC-1"} if first.verdict != second.verdict else set())

    def level(self, clause: str) -> str | None:
        """What counts for a clause."""
        if clause in self.counted_agreed:
            return self.counted_agreed[clause]
        return self.lanes[FIRST].clauses.get(clause, (None, None))[1]

    def can_release(self) -> bool:
        second = self.lanes[SECOND]
        return (
            not self.released
            and self.lanes[FIRST].stands
            and (not second.begun or second.stands)
            and not self.differences() - set(self.agreed)
            and not self.action
            and not self.appealed
        )

    @property
    def status(self) -> str:
        if self.appealed:
            return "appealed"
        if self.released:
            return "released"
        if self.lanes[FIRST].stands:
            return "signed"
        return "being marked" if self.lanes[FIRST].begun else "handed in"
