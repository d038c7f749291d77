"""The report as a PDF: tagged, the same every time, and nothing that somebody wrote is anything but text in it."""

import io
import re
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from simulator.pack.build import PDF
from simulator.report.page import (
    Facts,
    Paragraph,
    Quote,
    Report,
    Section,
    Span,
    Speech,
    Spoken,
    Table,
    Talk,
    Tone,
    line,
)
from simulator.report.write.pdf import pdf_of
from tests.pack.hostile import ESCAPES, FORMULA, HTML, LONG, MARKUP, TEMPLATE

from .conftest import Centre

AT = datetime(2026, 11, 2, tzinfo=UTC)


def holding(text: str) -> Report:
    """A report with a text in every place where one can be."""
    span = Span(text)
    blocks = (
        Paragraph((span, Span(text, Tone.BAD), Span(text, code=True), Span(text, link="nowhere"))),
        Facts(((text, (span,)),)),
        Table(text, (text, "Two"), (((span,), line("x")),), (1, 1)),
        Quote(text, text),
        Talk(
            (Spoken(Speech.MENTEE, text, text), Spoken(Speech.LEARNER, "Learner", text), Spoken(Speech.CUE, "", text))
        ),
    )
    return Report(text, text, text, (Section("one", text, blocks, (Section("two", text),)),))


def said(pdf: bytes) -> str:
    """What the PDF says, without the breaks that lines and long words were given."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


@pytest.mark.parametrize("text", [MARKUP, HTML, TEMPLATE, FORMULA, "]", "#]", "\\", "$", '"', "#", "@", "<x>", "= x"])
def test_whatever_is_written_is_shown_as_it_was_written(text: str) -> None:
    assert said(pdf_of(holding(text), AT)).count(squeezed(text)) >= 10


def test_escape_codes_are_written_out() -> None:
    text = said(pdf_of(holding(ESCAPES), AT))
    assert "<U+001B>[31mred<U+001B>[0m" in text
    assert "<U+202E>gnitset" in text


def test_an_unbroken_text_stays_on_the_page() -> None:
    pages = PdfReader(io.BytesIO(pdf_of(holding(LONG[:500]), AT))).pages
    assert squeezed("".join(page.extract_text() for page in pages)).count(LONG[:500]) >= 10
    right = 0.0

    def seen(text: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
        nonlocal right
        if text.strip():
            right = max(right, tm[4] + 0.3 * size * len(text))

    for page in pages:
        page.extract_text(visitor_text=seen)
    assert 0 < right < float(pages[0].mediabox.width)


@pytest.mark.parametrize("text", ["", " ", "😀", "\U000f0000", "نص", "文字", "ŵŷ", "\ud800", "e\u0301"])
def test_any_characters_make_a_pdf(text: str) -> None:
    assert PdfReader(io.BytesIO(pdf_of(holding(text), AT))).pages


def test_the_pdf_is_tagged_has_a_language_and_claims_the_standard_for_accessible_pdf(centre: Centre) -> None:
    pdf = centre.pack(pdf=True)[PDF]
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.root_object
    assert str(root["/Lang"]) == "en-GB"
    assert "/Marked" in str(root["/MarkInfo"])
    assert "/StructTreeRoot" in root
    assert len(reader.outline) >= 4
    assert reader.metadata is not None
    assert reader.metadata.title == "Evidence pack: Learner L-1 (Sam Example)"
    assert b"pdfuaid:part" in pdf
    words = "".join(page.extract_text() for page in (*reader.pages[:2], *reader.pages[-2:]))
    for sentence in (
        "What it does not prove",
        "not yet met",
        "At a glance",
        "It does not show who sat at the keyboard",
    ):
        assert squeezed(sentence) in squeezed(words)
