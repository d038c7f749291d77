"""Whatever stands in a page stands in it in every medium: plain text, a web page, a PDF and a screen."""

import io
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from simulator.report.page import Items, ListItem, Paragraph, Report, Section, Span, Table, Tone
from simulator.report.write.html import html_of
from simulator.report.write.pdf import pdf_of
from simulator.report.write.text import report_lines, text_lines
from simulator.tui.shared.page_blocks import BAR, bar, page_blocks, section_blocks, section_lines, section_tops
from simulator.tui.shared.refs import ref
from simulator.tui.widgets import prose
from tests.depth import tries

from .pages import html_text, lost, reports, screen_text, squeezed

AT = datetime(2026, 11, 2, tzinfo=UTC)
WIDTHS = st.none() | st.integers(20, 100)


@settings(deadline=None, max_examples=tries(60, 1000))
@given(reports(), WIDTHS)
def test_plain_text_loses_nothing(report: Report, width: int | None) -> None:
    assert not lost(report, "".join(text_lines(report.sections, width=width)))


@settings(deadline=None, max_examples=tries(60, 1000))
@given(reports())
def test_a_web_page_loses_nothing(report: Report) -> None:
    assert not lost(report, html_text(html_of(report)))


@settings(deadline=None, max_examples=tries(60, 1000))
@given(reports())
def test_a_screen_loses_nothing(report: Report) -> None:
    assert not lost(report, screen_text(report), prose.visible)


@settings(deadline=None, max_examples=tries(10, 200))
@given(reports())
def test_a_pdf_loses_nothing(report: Report) -> None:
    pages = PdfReader(io.BytesIO(pdf_of(report, AT))).pages
    assert not lost(report, "".join(page.extract_text() for page in pages))


@settings(deadline=None, max_examples=tries(60, 1000))
@given(reports())
def test_a_screen_finds_each_section_under_its_title(report: Report) -> None:
    blocks = list(page_blocks(report.sections))

    def check(section: Section) -> None:
        shown = blocks[tops[section.id]].text.plain
        assert squeezed(shown).startswith(squeezed(prose.visible(section.title)))
        for each in section.sections:
            check(each)

    tops = section_tops(report.sections)
    for each in report.sections:
        check(each)


CLAUSE = Section(
    "clause",
    "Clause 3",
    (
        Paragraph((Span("Settled: "), Span("competent", Tone.FAIR))),
        Items((ListItem((Span("You said: “Hello”"),), Span("unsafe", Tone.BAD), ref=("turn", 4)),)),
    ),
    note="safety critical",
)


def test_plain_lines_say_first_what_a_line_counts_as_and_show_no_sign() -> None:
    assert list(text_lines((CLAUSE,))) == [
        "Clause 3 (safety critical)",
        "  Settled: competent",
        "  unsafe: You said: “Hello”",
    ]


def test_a_screen_sets_a_sign_beside_a_level_and_its_lines_can_be_picked() -> None:
    heading, settled, said = page_blocks((CLAUSE,))
    assert (heading.kind, heading.text.plain) == ("heading", "Clause 3  safety critical")
    assert settled.text.plain == "Settled: ◑ competent"
    assert (said.lead.plain, said.text.plain) == ("✕ ", "You said: “Hello”  unsafe")
    assert said.ref == ref("turn", 4)


def test_a_line_that_leads_to_a_section_can_be_picked_for_it() -> None:
    (block,) = page_blocks((Paragraph((Span("turn 4", link="turn-4"),)),))
    assert block.ref == ref("section", "turn-4")


GRID = Section(
    "levels",
    "Levels",
    (
        Table(
            "Each learner’s first attempt → last",
            ("Learner", "1!"),
            (((Span("L-1"),), (Span("unsafe, then competent", signs=(("U", Tone.BAD), ("→C", Tone.FAIR))),)),),
            (1, 1),
            (("learner", "L-1"),),
            titles=("", "Safety"),
        ),
    ),
    sign="2.",
    share=(1, 3),
)


def test_signs_stand_for_words_in_a_table_and_the_words_are_read_out() -> None:
    assert list(text_lines((GRID,)))[2:] == ["    Learner  1!", "    L-1      U→C"]
    assert [block.text.plain for block in page_blocks((GRID,))][2:] == ["Learner  1!", "L-1      U→C"]
    shown = html_of(Report("T", "S", "M", (GRID,), (Paragraph((Span("Not for the class."),)),)))
    assert '<span class="bad">U</span>' in shown
    assert '<span class="unseen">unsafe, then competent</span>' in shown
    assert '<th scope="col">1! <span class="unseen">Safety</span></th>' in shown
    assert 'aria-label="1 of 3"' in shown


def test_what_has_to_be_known_first_stands_before_the_sections() -> None:
    report = Report("T", "S", "M", (GRID,), (Paragraph((Span("Not for the class."),)),))
    for told in ("\n".join(report_lines(report)), html_of(report)):
        assert told.index("Not for the class.") < told.index("Each learner’s first attempt")
    pages = PdfReader(io.BytesIO(pdf_of(report, AT))).pages
    assert "Not for the class." in "".join(page.extract_text() for page in pages)


def test_a_list_of_sections_shows_titles_with_their_bars_and_a_section_by_itself_all_of_it() -> None:
    (listed,) = section_lines((GRID,))
    assert (listed.lead.plain, listed.text.plain) == ("2. ", "█░░  Levels")
    title, caption, _, row = section_blocks(GRID)
    assert (title.kind, title.text.plain, caption.gap) == ("title", "Levels", 1)
    assert row.ref == ref("learner", "L-1")


@given(st.integers(1, 200), st.data())
def test_a_bar_is_never_empty_where_there_is_anything_nor_wider_than_it_may_be(of: int, data: st.DataObject) -> None:
    share = data.draw(st.integers(0, of))
    drawn = bar(share, of)
    assert len(drawn) == min(of, BAR)
    assert ("█" in drawn) == bool(share)
