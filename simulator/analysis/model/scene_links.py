"""Which scene can follow which, whatever conditions say, and which scenes can be come back to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from simulator.engine.scenario import Decision, Form, Onward, Scenario, Scene, Target


def following(scene: Scene) -> Iterator[str]:
    """The scenes that can follow a scene; the same one may come several times."""
    match scene.content:
        case Decision(choices=choices, otherwise=otherwise):
            yield from (target.to for choice in choices for target in choice.goto)
            if otherwise is not None:
                yield otherwise
        case Onward(goto=goto) | Form(goto=goto):
            yield from (target.to for target in goto)


def returning(scenario: Scenario) -> list[tuple[str, str]]:
    """The once-only choices after which their scene can be come back to: scene and choice."""
    group = grouped({name: tuple(following(scene)) for name, scene in scenario.scenes.items()})
    return [
        (name, choice.id)
        for name, scene in scenario.scenes.items()
        if isinstance(scene.content, Decision)
        for choice in scene.content.choices
        if not choice.again and _stays(group, name, choice.goto)
    ]


def _stays(group: Mapping[str, int], scene: str, targets: Sequence[Target]) -> bool:
    return any(group[target.to] == group[scene] for target in targets)


def grouped(edges: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The strongly connected component of each vertex, by number (Tarjan, 1972; without recursion)."""
    vertices = tuple(edges)
    numbers = {vertex: number for number, vertex in enumerate(vertices)}
    found = components([[numbers[to] for to in edges[vertex]] for vertex in vertices])
    return {vertex: found[number] for number, vertex in enumerate(vertices)}


def components(edges: Sequence[Iterable[int]]) -> list[int]:
    """The strongly connected component of each vertex; a component has a smaller number than those that lead to it."""
    size = len(edges)
    order = [0] * size
    low = [0] * size
    component = [-1] * size
    stack: list[int] = []
    met = found = 0
    for root in range(size):
        if order[root]:
            continue
        met += 1
        order[root] = low[root] = met
        stack.append(root)
        work = [(root, iter(edges[root]))]
        while work:
            vertex, ahead = work[-1]
            for to in ahead:
                if not order[to]:
                    met += 1
                    order[to] = low[to] = met
                    stack.append(to)
                    work.append((to, iter(edges[to])))
                    break
                if component[to] < 0:
                    low[vertex] = min(low[vertex], order[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[vertex])
                if low[vertex] == order[vertex]:
                    while component[vertex] < 0:
                        component[stack.pop()] = found
                    found += 1
    return component
