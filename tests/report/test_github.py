"""GitHub's workflow commands: one a finding, and nothing in a text that makes another."""

from simulator.analysis.waivers import Waived
from simulator.diagnostics import Diagnostic, Severity
from simulator.report.write.github import as_github

STUCK = Diagnostic("stuck", Severity.ERROR, "a.yaml", 2, 8, "Stuck.", "Add one.", ("a", "b"))
LONGEST = Diagnostic("best-is-longest", Severity.WARNING, "a.yaml", 1, 1, "It is the longest.")
REMARK = Diagnostic("breach-without-why", Severity.REMARK, "a.yaml", 3, 1, "It says no why.")


def test_a_finding_is_one_line_with_its_place_its_title_and_what_to_do() -> None:
    assert as_github([STUCK]) == (
        "::error file=a.yaml,line=2,col=8,title=A place where nothing can be chosen and nothing follows (stuck)"
        '::Stuck.%0ATry: Add one.%0APlay: simulator walk a.yaml --choose "a, b"'
    )


def test_each_severity_has_its_command() -> None:
    lines = as_github([STUCK, LONGEST, REMARK]).splitlines()
    assert [line.split()[0] for line in lines] == ["::error", "::warning", "::notice"]


def test_nothing_in_a_text_or_a_name_ends_the_command_or_begins_another() -> None:
    evil = Diagnostic(
        "stuck", Severity.ERROR, "a,line=9:b%\n::error::.yaml", 1, 1, "50%25 of it\r\n::set-env::x\x1b[2J"
    )
    (line,) = as_github([evil]).splitlines()
    assert line.startswith("::error file=a%2Cline=9%3Ab%25%0A%3A%3Aerror%3A%3A.yaml,line=1,col=1,title=")
    assert line.endswith("::50%2525 of it%0D%0A::set-env::x<U+001B>[2J")


def test_what_is_waived_is_a_notice_with_its_reason() -> None:
    told = as_github([], [Waived(LONGEST, "Meant: so")])
    assert told.startswith("::notice file=a.yaml,line=1,col=1,title=")
    assert told.endswith("::Waived: It is the longest.%0ABecause: Meant: so")


def test_no_findings_are_no_commands() -> None:
    assert as_github([]) == ""
