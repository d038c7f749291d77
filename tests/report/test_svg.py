"""The picture: well formed, complete, readable in light and dark, and only a picture whatever the texts say."""

import re
from functools import cache
from itertools import combinations
from typing import Final
from xml.etree import ElementTree

import pytest

from simulator.analysis.structure import SceneKind, Structure, Via, structure
from simulator.engine.rubric import Level
from simulator.report.graph.picture.style import COLOURS, RULES
from simulator.report.graph.svg import svg
from tests.engine.build import action, choice, decision, onward, scenario
from tests.engine.small import CODE
from tests.report.drawn import SHIPPED, hostile_structure, shipped_structure, small_structure
from tests.tui.hostile import TEXTS

SVG: Final = "{http://www.w3.org/2000/svg}"
KNOWN: Final = {"svg", "title", "desc", "style", "defs", "marker", "g", "path", "rect", "circle", "text"}

Element = ElementTree.Element

METRICS: Final = """
278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584
584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278
278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500
500 334 260 334 584
"""
HELVETICA: Final = dict(zip(map(chr, range(32, 127)), map(int, METRICS.split()), strict=True))
"""The widths of the letters of Helvetica, in thousandths of its size, from Adobe's metrics."""


@cache
def drawn(id_: str, *, with_words: bool = False) -> Element:
    return parsed(svg(shipped_structure(id_), with_words=with_words))


def parsed(text: str) -> Element:
    return ElementTree.fromstring(text)


def by_class(root: Element, wanted: str) -> list[Element]:
    return [each for each in root.iter() if wanted in each.get("class", "").split()]


def identities(root: Element, kind: str) -> list[str]:
    return [id_.removeprefix(f"{kind}.") for each in root.iter() if (id_ := each.get("id", "")).startswith(f"{kind}.")]


def texts(element: Element) -> str:
    return " ".join(each.text or "" for each in element.iter(f"{SVG}text"))


def scene(root: Element, name: str) -> Element:
    return next(each for each in root.iter() if each.get("id") == f"scene.{name}")


def cell(root: Element, name: str) -> Element:
    return next(each for each in root.iter() if each.get("id") == f"choice.{name}")


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?[0-9.]+", text)]


def moved(element: Element) -> tuple[float, float]:
    x, y = numbers(element.get("transform", "translate(0 0)"))[:2]
    return x, y


def size(box: Element) -> tuple[float, float]:
    """How wide and high a scene's box is, whatever its shape."""
    if box.tag == f"{SVG}rect":
        return float(box.get("width", "")), float(box.get("height", ""))
    x = y = right = bottom = 0.0
    for command, text in re.findall(r"([MLHVaz])([^MLHVaz]*)", box.get("d", "")):
        given = numbers(text)
        match command:
            case "M" | "L":
                x, y = given[-2:]
            case "H":
                x = given[0]
            case "V":
                y = given[0]
            case "a":
                x, y = x + given[5], y + given[6]
        right, bottom = max(right, x), max(bottom, y)
    return right, bottom


def box_of(element: Element) -> Element:
    return next(each for each in element if each.get("class") == "box")


# Whole and well formed


@pytest.mark.parametrize("id_", SHIPPED)
@pytest.mark.parametrize("with_words", [False, True], ids=["ids", "words"])
def test_every_scene_and_every_choice_and_every_arrow_is_drawn_once(id_: str, with_words: bool) -> None:
    made = shipped_structure(id_)
    root = drawn(id_, with_words=with_words)
    assert sorted(identities(root, "scene")) == sorted(made.places)
    ways = [(place.id, way) for place in made.places.values() for way in place.ways]
    assert sorted(identities(root, "choice")) == sorted(f"{name}.{way.act.id}" for name, way in ways if way.act)
    assert sorted(identities(root, "otherwise")) == sorted(name for name, way in ways if way.via is Via.OTHERWISE)
    assert len(identities(root, "arrow")) == sum(len(way.arrows) for _, way in ways)
    every = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("id_", SHIPPED)
def test_no_two_boxes_overlap_and_all_are_on_the_page(id_: str) -> None:
    root = drawn(id_)
    boxes = []
    for each in by_class(root, "scene"):
        (x, y), (width, height) = moved(each), size(box_of(each))
        boxes.append((x, y, x + width, y + height))
    for one, other in combinations(boxes, 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    _, _, width, height = numbers(root.get("viewBox", ""))
    assert all(x >= 0 and y >= 0 and right < width and bottom < height for x, y, right, bottom in boxes)


@pytest.mark.parametrize("id_", SHIPPED)
@pytest.mark.parametrize("with_words", [False, True], ids=["ids", "words"])
def test_no_text_is_wider_than_its_box(id_: str, with_words: bool) -> None:
    root = drawn(id_, with_words=with_words)
    for each in by_class(root, "scene"):
        width, height = size(box_of(each))
        for text, x, y in placed_texts(each):
            assert x >= 0
            assert x + across(text) <= width, text.text
            assert 0 < y < height, text.text
        for part in by_class(each, "choice"):
            rect = next(part.iter(f"{SVG}rect"))
            left, room = float(rect.get("x", "")), float(rect.get("width", ""))
            for text, x, _ in placed_texts(part):
                assert left <= x
                assert x + across(text) <= left + room, text.text


def placed_texts(element: Element, x: float = 0, y: float = 0) -> list[tuple[Element, float, float]]:
    """Every text below an element, with its place in it."""
    found = []
    for each in element:
        if each.tag == f"{SVG}text":
            found.append((each, x + float(each.get("x", "")), y + float(each.get("y", ""))))
        dx, dy = moved(each)
        found += placed_texts(each, x + dx, y + dy)
    return found


def across(text: Element) -> float:
    """How wide a text is in Helvetica, or in its bold."""
    kinds = text.get("class", "").split()
    points = 14 if "scene-id" in kinds else 12 if "said" in kinds else 11
    bold = 1.08 if {"id", "scene-id"} & set(kinds) else 1.0
    return sum(HELVETICA.get(each, 900) for each in text.text or "") / 1000 * points * bold


def test_the_same_scenario_gives_the_same_picture() -> None:
    assert svg(small_structure()) == svg(small_structure())


# What it tells


def test_a_screen_reader_is_told_what_the_picture_is() -> None:
    root = parsed(svg(small_structure()))
    named = {each.get("id"): each.text for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("role") == "img"
    assert root.get("aria-labelledby", "").split() == list(named)
    title, told = named.values()
    assert title == "A promise"
    assert told is not None
    assert "4 scenes: 1 decision, 1 form, 1 automatic scene, 1 ending." in told
    assert "Unsafe choices: 1." in told


def test_the_start_and_the_kinds_of_scene_have_words_and_shapes_of_their_own() -> None:
    root = parsed(svg(small_structure()))
    words = {name: texts(scene(root, name)) for name in ("arrives", "later", "record", "done")}
    assert words["arrives"].startswith("start decision arrives")
    assert words["later"].startswith("automatic later")
    assert words["record"].startswith("form record")
    assert words["done"].startswith("ending done")
    shapes = {tuple((part.tag, *drawn_as(part)) for part in scene(root, name) if is_shape(part)) for name in words}
    assert len(shapes) == 4


def is_shape(part: Element) -> bool:
    return part.get("class") in ("box", "rule")


def drawn_as(part: Element) -> tuple[str, ...]:
    """A shape without its measures."""
    return (re.sub(r"[0-9. -]+", " ", part.get("d", "")), "round" if float(part.get("rx", 0)) > 10 else "")


def test_unsafe_ways_differ_in_word_sign_dashes_thickness_and_head() -> None:
    root = parsed(svg(small_structure()))
    unsafe, safe = cell(root, "arrives.promise"), cell(root, "arrives.honest")
    assert "unsafe" in texts(unsafe)
    assert "competent" in texts(safe)
    signs = [
        [part.get("d") or part.tag for part in each.iter() if "level-" in part.get("class", "")]
        for each in (unsafe, safe)
    ]
    assert signs[0] != signs[1]
    style = next(root.iter(f"{SVG}style")).text or ""
    rules = {
        name: next(iter(re.findall(rf"^\.line-{name}{{(.*)}}$", style, re.MULTILINE))) for name in ("unsafe", "sound")
    }
    assert "stroke-dasharray" in rules["unsafe"]
    assert "stroke-dasharray" not in rules["sound"]
    widths = {name: float(re.findall(r"stroke-width:([0-9.]+)", rule)[0]) for name, rule in rules.items()}
    assert widths["unsafe"] > widths["sound"]
    heads = {name: ElementTree.tostring(marker(root, name)) for name in ("unsafe", "sound", "developing", "plain")}
    assert len({re.sub(rb'(id|class)="[^"]*"', b"", head) for head in heads.values()}) == 4
    lines = {line.get("id"): line.get("class") for line in by_class(root, "line") if line.get("id")}
    assert lines["arrow.arrives.1"] == "line line-sound"
    assert lines["arrow.arrives.2"] == lines["arrow.arrives.3"] == "line line-unsafe"
    assert lines["arrow.arrives.4"] == "line line-otherwise"


def test_a_cell_names_every_clause_that_its_choice_is_evidence_of_under_its_level() -> None:
    evidence = {"listening": Level.COMPETENT, "records": Level.DEVELOPING, "confidentiality": Level.DEVELOPING}
    made = scenario(decision(choice(action("tell", evidence=evidence), "home")))
    told = texts(cell(parsed(svg(structure(made, CODE))), "first.tell"))
    assert "developing: records, confidentiality competent: listening" in " ".join(told.split())


def marker(root: Element, name: str) -> Element:
    return next(each for each in root.iter(f"{SVG}marker") if each.get("id") == f"head-{name}")


def test_conditions_breaches_and_duties_stand_in_words() -> None:
    root = parsed(svg(small_structure()))
    assert "when not promised and mood == guarded" in texts(cell(root, "arrives.promise"))
    assert "breach: promises- secrecy" in texts(cell(root, "arrives.promise"))
    assert "trust > 5 else" in texts(cell(root, "arrives.promise"))
    assert "opens tell_lead" in texts(scene(root, "arrives"))
    assert "due tell_lead" in texts(scene(root, "later"))
    assert "fulfils tell_lead" in texts(scene(root, "record"))
    assert "otherwise" in texts(scene(root, "arrives"))
    assert "tell_lead: Tell Ms Okafor; due at later; unsafe if missed" in texts(root)


def test_the_cells_can_show_what_is_said() -> None:
    honest = cell(parsed(svg(small_structure(), with_words=True)), "arrives.honest")
    assert "“I cannot promise that.”" in texts(honest).replace("  ", " ")
    assert "honest" not in texts(honest)


def test_the_legend_has_every_kind_of_scene_line_level_and_sign() -> None:
    root = parsed(svg(small_structure()))
    told = {each.text for each in root.iter(f"{SVG}text") if "told" in each.get("class", "")}
    assert told >= {*SceneKind, *(level.word for level in Level), "no evidence", "otherwise: no choice is open"}
    assert told >= {"competent or exemplary", "a duty opens", "it is late from here on", "this fulfils it"}


def test_a_scene_that_nothing_leads_to_is_drawn_and_says_so() -> None:
    root = parsed(svg(small_structure("scenes:\n  arrives:\n", "scenes:\n  lost: {goto: later}\n  arrives:\n")))
    assert "nothing leads here" in texts(scene(root, "lost"))
    assert "nothing leads here" not in texts(scene(root, "later"))


def test_an_arrow_that_is_hard_to_follow_says_where_it_leads() -> None:
    made = scenario(
        decision(
            choice("near", "second"),
            choice("far", ("trust > 4", "home"), "fourth"),
            choice("round", "first", again=True),
        ),
        second=onward("third"),
        third=onward("fourth"),
        fourth=decision(choice("back", "second"), choice("on", "home")),
    )
    root = parsed(svg(structure(made, CODE)))
    assert "→ fourth" in texts(cell(root, "first.far"))
    assert "→ home" in texts(cell(root, "first.far"))
    assert "back here" in texts(cell(root, "first.round"))
    assert "may be chosen again" in texts(cell(root, "first.round"))
    assert "→ second" in texts(cell(root, "fourth.back"))
    assert "→" not in texts(cell(root, "first.near")) + texts(cell(root, "fourth.on"))


# Whatever the texts say


def test_hostile_texts_are_only_text() -> None:
    text = svg(hostile_structure(), with_words=True)
    root = parsed(text)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= KNOWN
    for each in root.iter():
        assert not [name for name in each.attrib if name.startswith("on") or "href" in name]
    assert sorted(identities(root, "scene")) == ["arrives", "done", "later", "record"]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize(
    "hostile", ["</svg><script>alert(1)</script>", "]]>", "<!--", "&amp;&#x1b;", "\" onload='x'", *TEXTS]
)
def test_a_hostile_title_stays_a_title(hostile: str) -> None:
    made = small_structure()
    changed = Structure(
        **{name: getattr(made, name) for name in made.__slots__} | {"title": hostile, "summary": hostile}
    )
    root = parsed(svg(changed))
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= KNOWN
    assert len(identities(root, "scene")) == 4


@pytest.mark.parametrize("id_", SHIPPED)
def test_it_stands_by_itself(id_: str) -> None:
    text = svg(shipped_structure(id_))
    assert "<script" not in text
    assert "href" not in text
    assert "@import" not in text
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {f"#head-{name}" for name in HEADS}
    assert text.count("://") == 1  # the name space, which nothing fetches


HEADS: Final = ("plain", "otherwise", "sound", "developing", "unsafe")


# Light and dark


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colour(names: list[list[str]], tag: str, what: str, which: int) -> str | None:
    """The colour that the rules give to an element with these classes, from the outermost inwards."""
    found = None
    for selectors, property_, given in RULES:
        for selector in selectors.split(","):
            if property_ == what and applies(selector.split(), names, tag):
                found = COLOURS[given][which]
    return found


def applies(selector: list[str], names: list[list[str]], tag: str) -> bool:
    *outer, last = selector
    kinds = re.findall(r"\.([\w-]+)", last)
    name = re.match(r"\w+", last)
    if (name and name[0] != tag) or not set(kinds) <= set(names[-1]):
        return False
    return all(any(set(re.findall(r"\.([\w-]+)", part)) <= set(each) for each in names[:-1]) for part in outer)


def contrasts(element: Element, which: int, names: list[list[str]], back: str) -> list[tuple[str, float]]:
    """Every text below an element with its contrast against what it stands on."""
    found: list[tuple[str, float]] = []
    for each in element:
        tag = each.tag.removeprefix(SVG)
        inside = [*names, each.get("class", "").split()]
        if tag == "text":
            ink = colour(inside, tag, "fill", which)
            assert ink is not None
            found.append((each.text or "", contrast(ink, back)))
        elif (tag == "rect" and "choice" in " ".join(names[-1])) or {"page", "box", "tag"} & set(inside[-1]):
            back = colour(inside, tag, "fill", which) or back
        elif tag == "g":
            found += contrasts(each, which, inside, back)
            if {"tag"} & {kind for part in each for kind in part.get("class", "").split()}:
                continue
    return found


@pytest.mark.parametrize("which", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("id_", [None, *SHIPPED[:2]], ids=str)
def test_every_text_stands_out_from_what_it_stands_on(which: int, id_: str | None) -> None:
    root = parsed(svg(small_structure())) if id_ is None else drawn(id_)
    found = contrasts(root, which, [[]], "")
    assert len(found) > 20
    faint = {(text, round(each, 2)) for text, each in found if each < 4.5}
    assert not faint


@pytest.mark.parametrize("which", [0, 1], ids=["light", "dark"])
def test_lines_and_signs_stand_out_from_the_page_and_from_their_cells(which: int) -> None:
    backs = {"unsafe": "unsafe-back", "developing": "developing-back", "sound": "competent-back", "plain": "plain-back"}
    for name, back in backs.items():
        assert contrast(COLOURS[name][which], COLOURS["page"][which]) >= 3
        assert contrast(COLOURS[name][which], COLOURS[back][which]) >= 3
    for back in ("box", *backs.values(), "exemplary-back"):
        assert contrast(COLOURS["duty"][which], COLOURS[back][which]) >= 4.5
        assert contrast(COLOURS["quiet"][which], COLOURS[back][which]) >= 4.5


def test_dark_colours_apply_only_where_the_readers_screen_is_dark() -> None:
    style = next(parsed(svg(small_structure())).iter(f"{SVG}style")).text or ""
    light, _, dark = style.partition("@media (prefers-color-scheme:dark){")
    assert COLOURS["ink"].light in light
    assert COLOURS["ink"].dark not in light
    assert COLOURS["ink"].dark in dark
