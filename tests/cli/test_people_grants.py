"""``simulator people grant`` where there is nothing to grant; what it does on a server is among the store's tests."""

import pytest

from .conftest import Run


def test_a_file_says_that_it_cannot_tell_people_apart(simulator: Run) -> None:
    for arguments in (["grant", "--setup"], ["grant", "A-1", "--login", "asa"], ["logins"]):
        done = simulator("people", *arguments)
        assert done.returncode == 3
        assert done.stdout == ""
        assert "cannot tell people apart" in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["A-1"], ["--login", "asa"], ["--setup", "A-1"], ["--withdraw"], ["--withdraw", "A-1", "--login", "asa"]],
)
def test_half_a_request_is_answered_with_what_is_missing(simulator: Run, arguments: list[str]) -> None:
    done = simulator("people", "grant", *arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
