"""Documents written in many styles: the same tree with keys in any order, quotes, folds, braces and remarks."""

import re
from random import Random
from typing import Final

from simulator.documents.formatter.key_order import key_order
from simulator.documents.yaml.meaning import PartShape, parts_inside
from simulator.documents.yaml.reader import Tree

TEXTS: Final = (
    *("yes", "No", "on", "~", "null", "012", "1.10", "12:30", "2023-02-30", "1_000", "0x1F", "9" * 60, "", ".", "-1"),
    *("it's", 'She said "no".', "a: b", "really # no", "- dash", "* star", "@home", "{curly}", "[square]", "50% sure"),
    *("!bang", "&and", "| pipe", "> more", "? what", "\\back", "🙂 fine", "שלום", "Zoë", "comma, comma", "'quoted'"),
    *("Two words.", "A line\nand another", "One.\n\nAfter a gap.\n", "ends in lines\n\n\n", "  led by spaces\nback"),
)
NAMES: Final = ("b-two", "a-one", "goto", "3", "say", "when")
_PLAIN: Final = re.compile(r"[A-Za-z0-9~.+-]([^\n:#'\"\\\[\]{},]*[^\s:#'\"\\\[\]{},])?")


class Writer:
    """Writes a tree in a style that chance decides, key by key; remarks are numbered."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.remarks = 0
        self.below_block = False
        """Whether a blank line, or a remark further in, would belong to the text above."""

    def document(self, tree: Tree, shape: PartShape) -> str:
        """The whole document; it ends with a line end."""
        body = "\n".join(self.part(tree, shape, 0)) + "\n" if isinstance(tree, dict) else f"{self.flow(tree)}\n"
        head = "# yaml-language-server: $schema=x.json\n" if self.chance(2) else ""
        head += "---\n" if self.chance(6) else ""
        tail = "".join(f"{line}\n" for line in self.remark_lines(0)) + ("...\n# the end\n" if self.chance(8) else "")
        text = head + body + tail
        text = text.replace("\n", "\r\n") if self.chance(6) else text
        return "\ufeff" + text if self.chance(8) else text

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def remark(self) -> str:
        self.remarks += 1
        return f"# remark {self.remarks}: or #: 'this'"

    def remark_lines(self, column: int) -> list[str]:
        """Nothing, mostly; or remarks and blank lines."""
        below_block, self.below_block = self.below_block, False
        if not self.chance(4):
            return []
        if below_block:
            return [" " * column + self.remark()]
        inward = " " * max(0, column + self.random.choice((0, 0, 0, 2, 5, -2)))
        above, below = self.random.choice(((0, 0), (1, 0), (0, 2)))
        return [""] if self.chance(4) else [*[""] * above, inward + self.remark(), *[""] * below]

    def part(self, tree: dict[str, Tree], shape: PartShape | None, column: int) -> list[str]:
        """Named parts in lines; of a part of the format in any order."""
        lines: list[str] = []
        step = column + self.random.choice((2, 2, 4))
        keys = list(tree)
        if shape is not None:
            self.random.shuffle(keys)
        inside = parts_inside(shape) if shape is not None else {}
        for key in keys:
            lines += self.remark_lines(column)
            under = inside.get(key)
            value = tree[key]
            if under is not None and under.named and isinstance(value, dict):
                lines += self.named(key, value, under.shape, column, step)
            else:
                lines += self.value(self.key(key), value, under.shape if under else None, column, step)
        return lines

    def named(self, key: str, tree: dict[str, Tree], shape: PartShape, column: int, step: int) -> list[str]:
        """A key and under it parts under names, whose order stays."""
        if not tree or self.chance(10):
            return [f"{' ' * column}{self.key(key)}: {self.flow(tree, shape, named=True)}{self.aside()}"]
        lines = [f"{' ' * column}{self.key(key)}:{self.aside()}"]
        for name, part in tree.items():
            lines += self.remark_lines(step)
            lines += self.value(self.key(name), part, shape, step, step + 2)
        return lines

    def key(self, key: str) -> str:
        plain = _PLAIN.fullmatch(key) and not key.startswith(("-", "~", "."))
        return key if plain and not self.chance(10) else self.quoted(key)

    def aside(self) -> str:
        return "  " + self.remark() if self.chance(6) else ""

    def value(self, key: str, value: Tree, shape: PartShape | None, column: int, step: int) -> list[str]:
        """A key with its value."""
        lead = " " * column + key + ":"
        self.below_block = False
        if isinstance(value, str):
            return self.text(lead, value, step)
        if not value or self.chance(3):
            return [f"{lead} {self.flow(value, shape)}{self.aside()}"]
        if isinstance(value, dict):
            return [lead + self.aside(), *self.part(value, shape, step)]
        dash = self.random.choice((column, step))
        return [lead + self.aside(), *(line for entry in value for line in self.entry(entry, shape, dash))]

    def entry(self, entry: Tree, shape: PartShape | None, column: int) -> list[str]:
        """An entry of a list."""
        dash = " " * column + "-"
        above = self.remark_lines(column)
        self.below_block = False
        if isinstance(entry, str):
            return [*above, *self.text(dash, entry, column + 2)]
        if not isinstance(entry, dict) or not entry or self.chance(3):
            return [*above, f"{dash} {self.flow(entry, shape)}{self.aside()}"]
        lines = self.part(entry, shape, column + 2)
        if self.chance(3) or lines[0].strip()[:1] in ("", "#"):
            return [*above, dash + self.aside(), *lines]
        return [*above, dash + lines[0][column + 1 :], *lines[1:]]

    def text(self, lead: str, text: str, step: int) -> list[str]:
        """A text after a key or a dash."""
        if "\n" in text or self.chance(8):
            written = self.block(lead, text, step)
            if written:
                return written
        if _PLAIN.fullmatch(text) and not text.startswith(("- ", "? ")) and self.chance(2):
            return self.folded(f"{lead} {text}", step)
        return self.folded(f"{lead} {self.quoted(text)}", step)

    def folded(self, line: str, step: int) -> list[str]:
        """A line, perhaps cut in two at a single space between words."""
        cuts = [match.start() for match in re.finditer(r"(?<=[a-z,.] )(?=[a-z])", line)]
        cuts = [cut for cut in cuts if "\\" not in line and cut > len(line) - len(line.lstrip()) + 4]
        if cuts and ":" in line[: cuts[-1]] and self.chance(4):
            return [line[: cuts[-1] - 1], " " * step + line[cuts[-1] :] + self.aside()]
        return [line + self.aside()]

    def block(self, lead: str, text: str, step: int) -> list[str] | None:
        """A text in lines of its own, if it can be written so."""
        body = text.rstrip("\n")
        ends = len(text) - len(body)
        if not body.strip() or any(line != line.rstrip() for line in body.split("\n")):
            return None
        chomp = "-" if ends == 0 else "" if ends == 1 and self.chance(2) else "+"
        mark = str(step - (len(lead) - len(lead.lstrip(" ")))) if body.startswith(" ") else ""
        style = "|" if "\n" in body or self.chance(2) else ">"
        lines = [" " * step + line if line else "" for line in body.split("\n")]
        self.below_block = True
        return [f"{lead} {style}{mark}{chomp}{self.aside()}", *lines, *[""] * (ends - 1)]

    def quoted(self, text: str) -> str:
        if "\n" not in text and self.chance(2):
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def flow(self, value: Tree, shape: PartShape | None = None, *, named: bool = False) -> str:
        """A value in braces, brackets or quotes."""
        if isinstance(value, str):
            return value if _PLAIN.fullmatch(value) and "-" not in value[:1] and self.chance(2) else self.quoted(value)
        comma = self.random.choice((", ", ",  ", " , ", ","))
        pad = self.random.choice(("", " "))
        if isinstance(value, list):
            return "[" + pad + comma.join(self.flow(entry, shape) for entry in value) + pad + "]"
        keys = list(value)
        if shape is not None and not named:
            self.random.shuffle(keys)
        inside = parts_inside(shape) if shape is not None and not named else {}
        texts: list[str] = []
        for key in keys:
            under = inside.get(key)
            inner, many = (shape, False) if named else (under.shape, under.named) if under else (None, False)
            texts.append(f"{self.key(key)}: {self.flow(value[key], inner, named=many)}")
        return "{" + pad + comma.join(texts) + pad + "}"


def random_tree(random: Random, shape: PartShape, depth: int = 0) -> dict[str, Tree]:
    """A tree that has a shape's keys, and what is under them, but no sense."""
    keys = [key for key in key_order(shape) if random.randrange(3) or depth == 0]
    tree: dict[str, Tree] = {}
    for key in keys:
        under = parts_inside(shape).get(key)
        if under is None:
            tree[key] = _random_value(random)
        elif under.named:
            names = random.sample(NAMES, random.randrange(1, 4 if depth < 4 else 2))
            tree[key] = {name: random_tree(random, under.shape, depth + 1) for name in names}
        elif random.randrange(2):
            tree[key] = [
                random_tree(random, under.shape, depth + 1) if random.randrange(2) else random.choice(TEXTS)
                for _ in range(random.randrange(1, 4))
            ]
        else:
            tree[key] = random_tree(random, under.shape, depth + 1)
        if not random.randrange(9):
            tree[f"unknown-{len(tree)}"] = _random_value(random)
    return tree


def _random_value(random: Random) -> Tree:
    match random.randrange(6):
        case 0:
            return [random.choice(TEXTS) for _ in range(random.randrange(4))]
        case 1:
            return {name: random.choice(TEXTS) for name in random.sample(["z", "a", "when", "1"], random.randrange(4))}
        case _:
            return random.choice(TEXTS)
