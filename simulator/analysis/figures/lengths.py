"""How many playthroughs there are, and how many decisions they take: counted in topological order, or breadth first."""

from simulator.analysis.model.bisimulation import BisimulationQuotient


def lengths(quotient: BisimulationQuotient) -> tuple[int | None, int | None, int | None]:
    """The number of complete playthroughs, and the shortest and longest number of decisions in one.

    None where there is none, and for number and longest also where a loop makes them endless.
    """
    if quotient.looped:
        ending = _nearest(quotient)
        return None, ending, None
    count: list[int] = []
    short: list[int | None] = []
    long: list[int | None] = []
    for kind, edges in enumerate(quotient.edges):
        if not edges:
            over = not quotient.stuck(kind)
            count.append(int(over))
            short.append(0 if over else None)
            long.append(0 if over else None)
            continue
        count.append(sum(weight * count[to] for _, to, weight in edges))
        near = [ahead + 1 for _, to, _ in edges if (ahead := short[to]) is not None]
        far = [ahead + 1 for _, to, _ in edges if (ahead := long[to]) is not None]
        short.append(min(near, default=None))
        long.append(max(far, default=None))
    return count[quotient.start], short[quotient.start], long[quotient.start]


def _nearest(quotient: BisimulationQuotient) -> int | None:
    """The fewest decisions to an ending."""
    met = {quotient.start}
    level, steps = [quotient.start], 0
    while level:
        if any(quotient.terminal(kind) and not quotient.stuck(kind) for kind in level):
            return steps
        following = {to for kind in level for _, to, _ in quotient.edges[kind]} - met
        met |= following
        level, steps = list(following), steps + 1
    return None
