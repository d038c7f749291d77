"""The report as a page: it says what was decided, needs nothing else, runs nothing, and everybody can read it."""

import base64
import csv
import hashlib
import html
import io
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from simulator.pack.build import PAGE, PDF, README, TABLE
from tests.node import installed

from .browser import document
from .conftest import Centre, centre_in
from .hostile import FORMULA, MARKER, MARKUP, SCRIPT, hostile

OUTSIDE = Path(__file__).resolve().parent / "outside"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
AXE = """
<script>{axe}</script>
<script>
const found = {{}};
async function look(name) {{
  const result = await axe.run(document, {{
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    resultTypes: ["violations", "incomplete"],
  }});
  const told = (each) => each.id + ": " + each.nodes.map((node) => node.target.join(" ")).join(", ");
  found[name] = {{violations: result.violations.map(told), incomplete: result.incomplete.map(told),
    passes: result.passes.length}};
}}
(async () => {{
  await look("light");
  const dark = document.createElement("style");
  dark.textContent = {dark};
  document.head.append(dark);
  await look("dark");
  const out = document.createElement("pre");
  out.id = "axe-result";
  out.textContent = JSON.stringify(found);
  document.body.append(out);
}})();
</script>
"""


@pytest.fixture(scope="module")
def page(whole: dict[str, bytes]) -> str:
    return whole[PAGE].decode()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    return centre_in(tmp_path_factory.mktemp("attacked"), hostile())


@pytest.fixture(scope="module")
def attacked_files(attacked: Centre) -> dict[str, bytes]:
    return attacked.pack(pdf=True)


class Outline(HTMLParser):
    """Tags and headings of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def test_the_page_says_who_what_and_what_was_decided(page: str, centre: Centre) -> None:
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    for words in (
        "Learner L-1 (Sam Example)",
        "my own work",
        "I was nervous.",
        "Promise you won't tell",
        centre.texts.comment,
        centre.texts.why,
        "Next time, say who will hear it.",
        "We read it again together.",
        "one in five",
        "It is named in the reason now.",
        "Appeal not upheld",
        "The form is not named anywhere.",
        "not yet met",
        "fits what stood then",
        "Offered and not taken",
        "What it does not prove",
        "It does not show who sat at the keyboard",
    ):
        assert words in text, words
    assert "does not fit" not in text


def test_the_page_never_says_that_an_award_is_achieved(page: str) -> None:
    text = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert "%" not in text
    whole = r"(award|qualification|criteri(on|a)|unit)( is| are| was| has been)? (passed|achieved|awarded|failed)"
    assert not re.search(whole, text, re.IGNORECASE)
    assert "indicative" in text


def test_every_attempt_tells_every_turn(page: str, centre: Centre) -> None:
    for attempt in centre.attempts:
        assert page.count(f'id="turn-{attempt}-') >= 10


def test_every_link_leads_somewhere_and_every_id_is_there_once(page: str) -> None:
    outline = Outline(page)
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [str(each["href"]) for each in outline.named("a")]
    assert len(links) > 40
    assert all(link.startswith("#") and link[1:] in ids for link in links)


def test_the_page_asks_for_nothing_and_has_no_script(page: str) -> None:
    outline = Outline(page)
    assert not outline.named("script", "link", "img", "iframe", "object", "form", "base")
    assert not [attributes for _, attributes in outline.tags if {"style", "src", "onclick"} & set(attributes)]
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_allows_this_style_sheet_alone(page: str) -> None:
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    found = POLICY.search(page)
    assert found is not None
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html.unescape(found[0])


def test_headings_go_down_one_by_one_and_tables_have_headers(page: str) -> None:
    outline = Outline(page)
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(each.get("scope") in ("col", "row") for each in outline.named("th"))
    assert len(outline.named("caption")) == len(outline.named("table"))
    assert [tag for tag, _ in outline.tags if tag in ("header", "nav", "main", "footer")] == [
        "header",
        "nav",
        "main",
        "footer",
    ]


def watched(page: str) -> str:
    """The page without its policy, with the accessibility engine in it, and both schemes of colour looked at."""
    axe = (installed(OUTSIDE) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    dark = page.partition("@media (prefers-color-scheme: dark) {")[2].partition("\n}\n")[0]
    assert "--page" in dark
    return POLICY.sub("", page).replace("</body>", AXE.format(axe=axe, dark=json.dumps(dark)) + "</body>")


def looked_at(dom: str) -> dict[str, Any]:
    found = re.search(r'<pre id="axe-result">(.*?)</pre>', dom, re.DOTALL)
    assert found is not None
    result = json.loads(html.unescape(found[1]))
    assert isinstance(result, dict)
    return result


def test_nothing_is_wrong_for_those_who_read_with_aids_and_nothing_hostile_runs(
    page: str, attacked_files: dict[str, bytes], tmp_path: Path
) -> None:
    """WCAG 2.2 AA, by axe-core in a browser with scripts on and no policy that would hold anything back."""
    for number, text in enumerate((page, attacked_files[PAGE].decode())):
        path = tmp_path / f"page-{number}.html"
        path.write_text(watched(text), encoding="utf-8")
        dom = document(path, tmp_path / "profile")
        assert f'{MARKER}="1"' not in dom.partition(">")[0] + dom[dom.index("<html") :].partition(">")[0]
        for scheme, result in looked_at(dom).items():
            assert result["violations"] == [], scheme
            assert number or result["incomplete"] == [], scheme
            assert result["passes"] > 20


def test_the_test_would_see_a_script_that_runs(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<!DOCTYPE html><html><body><script>{SCRIPT}</script></body></html>", encoding="utf-8")
    dom = document(path, tmp_path / "profile")
    assert f'{MARKER}="1"' in dom[dom.index("<html") :].partition(">")[0]


def test_hostile_texts_are_shown_as_they_were_written(attacked_files: dict[str, bytes]) -> None:
    page = attacked_files[PAGE].decode()
    assert not Outline(page).named("script", "img", "svg", "iframe", "b")
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    assert SCRIPT in text
    assert MARKUP in text
    assert "{{ 7 * 7 }} {% raw %} {# no #} ${7*7}" in text
    assert "<U+001B>[31mred<U+001B>[0m" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)


def test_no_cell_of_the_table_is_a_formula(attacked_files: dict[str, bytes]) -> None:
    text = attacked_files[TABLE].decode("utf-8-sig")
    assert attacked_files[TABLE].startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert any(FORMULA in cell for cell in cells)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")]


def test_the_page_of_plain_text_is_plain(attacked_files: dict[str, bytes]) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", attacked_files[README].decode())


def test_the_pdf_is_there(attacked_files: dict[str, bytes]) -> None:
    assert attacked_files[PDF].startswith(b"%PDF-")


def test_what_is_installed_from_outside_is_locked_and_no_index_is_named() -> None:
    lock = (OUTSIDE / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    packages = {name: each for name, each in json.loads(lock)["packages"].items() if name}
    assert packages
    assert all("integrity" in each for each in packages.values())
