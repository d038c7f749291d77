"""Figures of the source's structure: lines by room, what is longest, circles of imports, names that mean two things.

``python -m benchmarks.structure [FOLDER]`` prints them for a checkout, so that two can be held against each other.
Counted are lines of Python in ``simulator``; documents, styles and templates are content.
"""

import ast
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

PACKAGE = "simulator"


@dataclass(frozen=True)
class Import:
    """One module takes something from another."""

    by: str
    of: str
    name: str
    deferred: bool
    """Whether it happens inside a function, and so not at load."""


@dataclass(frozen=True)
class Module:
    """A module, parsed."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """How long it is."""
        return self.text.count("\n")

    @property
    def is_package(self) -> bool:
        """Whether it is a folder's own module."""
        return self.path.name == "__init__.py"

    @property
    def room(self) -> str:
        """The package that it is in."""
        return self.name if self.is_package else self.name.rpartition(".")[0]


def modules_of(root: Path) -> dict[str, Module]:
    """Every module of the package in a checkout, by its dotted name."""
    found = {}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        found[name] = Module(name, path, text, ast.parse(text))
    return found


def imports_of(modules: dict[str, Module]) -> Iterator[Import]:
    """Every import inside the package that happens when the program runs: not those for types alone."""
    for module in modules.values():
        yield from _within(module, module.tree, modules, deferred=False)


def _within(module: Module, node: ast.AST, modules: dict[str, Module], *, deferred: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                for other in child.orelse:
                    yield from _within(module, other, modules, deferred=deferred)
            case ast.Import():
                for alias in child.names:
                    if alias.name in modules:
                        yield Import(module.name, alias.name, "", deferred)
            case ast.ImportFrom():
                base = _base(module, child)
                for alias in child.names:
                    whole = f"{base}.{alias.name}"
                    if whole in modules:
                        yield Import(module.name, whole, "", deferred)
                    elif base in modules:
                        yield Import(module.name, base, alias.name, deferred)
            case _:
                inside = deferred or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                yield from _within(module, child, modules, deferred=inside)


def _base(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name.split(".") if module.is_package else module.name.split(".")[:-1]
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, *([node.module] if node.module else [])])


def circles(imports: list[Import]) -> list[list[str]]:
    """The groups of modules that import each other, directly or through others."""
    graph = nx.DiGraph((each.by, each.of) for each in imports if each.by != each.of)
    return sorted(sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1)


def classes_of(modules: dict[str, Module]) -> dict[str, list[tuple[str, int]]]:
    """Each class name with the modules that define it, and its length in lines there."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for module in modules.values():
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                found[node.name].append((module.name, (node.end_lineno or node.lineno) - node.lineno + 1))
    return found


def functions_of_one(modules: dict[str, Module], imports: list[Import]) -> int:
    """How many functions are imported by exactly one module, and used nowhere in their own."""
    takers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in imports:
        takers[each.of, each.name].add(each.by)
    count = 0
    for module in modules.values():
        used = Counter(node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name))
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and len(takers[module.name, node.name]) == 1 and not used[node.name]:
                count += 1
    return count


def stubs_of(modules: dict[str, Module]) -> int:
    """How many methods only say that somebody else has to write them."""
    return sum(
        isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node)
        for module in modules.values()
        for node in ast.walk(module.tree)
    )


def figures(root: Path) -> Iterator[tuple[str, object]]:
    """Each figure with its name."""
    modules = modules_of(root)
    imports = list(imports_of(modules))
    rooms: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for module in modules.values():
        rooms[".".join(module.name.split(".")[:2]) if "." in module.name else PACKAGE] += module.lines
        files[module.room] += not module.is_package
    classes = classes_of(modules)
    longest = max(modules.values(), key=lambda each: each.lines)
    length, name, where = max((length, name, where) for name, all_ in classes.items() for where, length in all_)
    folder, most = files.most_common(1)[0]
    twice = sorted(name for name, all_ in classes.items() if len(all_) > 1)
    yield "lines", sum(module.lines for module in modules.values())
    yield "files", len(modules)
    yield "longest module", f"{longest.name}, {longest.lines} lines"
    yield "longest class", f"{where}.{name}, {length} lines"
    yield "fullest folder", f"{folder}, {most} files"
    yield "folders with more than 20 files", sum(count > 20 for count in files.values())
    yield "circles at load", len(circles([each for each in imports if not each.deferred]))
    with_deferred = circles(imports)
    yield "circles with deferred imports", f"{len(with_deferred)}, of {sum(map(len, with_deferred))} modules"
    yield "class names defined twice", f"{len(twice)}: {', '.join(twice)}" if twice else 0
    yield "functions that one other module alone uses", functions_of_one(modules, imports)
    yield "stubs", stubs_of(modules)
    for room, lines in sorted(rooms.items()):
        if lines > 200:
            yield f"  {room}", lines


def main(arguments: list[str]) -> None:
    """Print the figures of a checkout."""
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    for name, value in figures(root):
        print(f"{name:<46} {value}")


if __name__ == "__main__":
    main(sys.argv[1:])
