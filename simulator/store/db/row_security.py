"""What the staff of a centre may do in a shared store, as row-level security: a policy for a role, table and command.

Learners have no login: they play in a store of their own and hand in a file, or through a program that has the owner's.
A policy's conditions are resolved when it is made, so nobody's own tables or search path can stand in for the store's.
In a condition, what another table shows is what it shows to the one who asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .disclosed_rows import TO_ASSESSOR, TO_LEARNER

TUTOR, ASSESSOR, ASSURER = GROUPS = ("simulator_tutor", "simulator_assessor", "simulator_quality_assurer")
"""The database's roles; the login of each of the staff is a member of one."""

LOGINS: Final = "people_logins"
"""The table that says whose a login is; only the owner writes it."""

ME: Final = f"(SELECT l.code FROM {LOGINS} l WHERE l.login = session_user::text)"  # noqa: S608  (names of our own)
"""The code of whoever is logged in; none where the owner said nothing of the login."""

STAMP: Final = """'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'"""


def _moment(offset: str) -> str:
    return f"to_char((now() + interval '{offset}') AT TIME ZONE 'UTC', {STAMP})"


@dataclass(frozen=True, slots=True)
class Policy:
    """What one role may do with which rows of one table."""

    role: str
    table: str
    command: str
    """``SELECT``, ``INSERT``, ``UPDATE`` or ``DELETE``."""
    rows: str
    """The condition on the rows; of an insertion, on the new ones."""
    new: str = ""
    """The condition on what an update makes of them; the same where there is none."""
    why: str = ""
    """Tells apart the policies of one role, table and command."""

    @property
    def name(self) -> str:
        """Its name, which one table has once."""
        return "_".join(filter(None, (self.role, self.command.lower(), self.why)))

    def statements(self) -> Iterator[str]:
        """The statements that make it, over one that is there."""
        using = "" if self.command == "INSERT" else f" USING ({self.rows})"
        check = {"INSERT": self.rows, "UPDATE": self.new or self.rows}.get(self.command, "")
        yield f"DROP POLICY IF EXISTS {self.name} ON {self.table}"
        yield (
            f"CREATE POLICY {self.name} ON {self.table} FOR {self.command} TO {self.role}{using}"
            + (f" WITH CHECK ({check})" if check else "")
        )


def _own(table: str, column: str) -> str:
    """The row belongs to an attempt of one's own."""
    return f"EXISTS (SELECT 1 FROM attempts a WHERE a.attempt = {table}.{column} AND a.learner = {ME})"  # noqa: S608


def _handed_in(table: str, column: str) -> str:
    return f"EXISTS (SELECT 1 FROM entry_heads h WHERE h.stream = {table}.{column})"  # noqa: S608


_OWN_ENTRY, _OWN_HEAD = _own("entries", "stream"), _own("entry_heads", "stream")
_TOLD: Final = f"{TO_LEARNER}(entries.stream, entries.number)"
_AS_HEAD_SAYS: Final = (
    "EXISTS (SELECT 1 FROM entry_heads h WHERE h.stream = entries.stream AND h.count > entries.number)"
)
_WITHIN_HEAD: Final = "NOT EXISTS (SELECT 1 FROM heads h WHERE h.attempt = events.attempt AND h.count <= events.number)"
"""The head goes on first, and a closed one never: so nothing is added after the end."""
_COMMITS: Final = """position('{"text":"' || texts.commitment || '"}' IN e.body) > 0"""
_COMMITTED: Final = (
    f"(EXISTS (SELECT 1 FROM events e WHERE e.attempt = texts.stream AND {_COMMITS}) "  # noqa: S608  (our own names)
    f"OR EXISTS (SELECT 1 FROM entries e WHERE e.stream = texts.stream AND {_COMMITS}))"
)
"""An event or an entry that one may read commits to the text."""
_NOT_ERASED: Final = (
    "NOT EXISTS (SELECT 1 FROM erasures x WHERE x.stream = texts.stream AND x.commitment = texts.commitment)"
)
_KIND: Final = "(entries.body::jsonb #>> '{event,kind}')"
_PART: Final = "(entries.body::jsonb #>> '{event,part}')"
_NOW: Final = f"at BETWEEN {_moment('-1 day')} AND {_moment('1 day')}"
"""Clocks differ, and yet nobody dates an entry back by weeks."""
_HELD: Final = (
    "EXISTS (SELECT 1 FROM entries h JOIN attempts a ON a.learner = (h.body::jsonb #>> '{event,code}') "
    "WHERE a.attempt = erasures.stream AND h.stream = 'centre' AND (h.body::jsonb #>> '{event,kind}') = 'held' "
    "AND NOT EXISTS (SELECT 1 FROM entries l WHERE l.stream = 'centre' AND l.number > h.number "
    "AND (l.body::jsonb #>> '{event,kind}') = 'hold-lifted' "
    "AND (l.body::jsonb #>> '{event,code}') = (h.body::jsonb #>> '{event,code}')))"
)
"""A legal hold stands on whose attempt it is."""
_MARKS: Final = ("claimed", "marked", "settled", "decided", "judged", "advised", "signed")
"""What only who holds the part does; the claim itself is taken first."""
_CENTRE: Final = ("held", "hold-lifted", "erased", "standardised")


def _by(role: str) -> str:
    """The entry is one's own, in one's own role."""
    who = f"(body::jsonb #>> '{{by,code}}') = {ME} AND (body::jsonb #>> '{{by,role}}') = '{role}'"
    return f"{who} AND {_NOW}"


def _holds(part: str) -> str:
    return f"EXISTS (SELECT 1 FROM claims c WHERE c.attempt = entries.stream AND c.part = {part} AND c.code = {ME})"  # noqa: S608


def _lets_go() -> str:
    others = f"c.attempt = entries.stream AND c.part = {_PART} AND c.code <> {ME}"
    return f"({_KIND} = 'let-go' AND NOT EXISTS (SELECT 1 FROM claims c WHERE {others}))"  # noqa: S608


def _in(what: str, *words: str) -> str:
    return f"{what} IN ({', '.join(repr(word) for word in words)})"


def policies() -> tuple[Policy, ...]:
    """All of them."""
    return (*_shared(), *_playing(), *_tutors(), *_assessors(), *_assurers())


def _shared() -> Iterator[Policy]:
    for role in GROUPS:
        yield Policy(role, "meta", "SELECT", "true")
        yield Policy(role, LOGINS, "SELECT", "login = session_user::text")
        yield Policy(role, "documents", "SELECT", "true")
        yield Policy(role, "documents", "INSERT", "digest = encode(sha256(convert_to(text, 'UTF8')), 'hex')")
        yield Policy(role, "texts", "INSERT", f"{_COMMITTED} AND {_NOT_ERASED}")


def _playing() -> Iterator[Policy]:
    """Anybody's own attempts."""
    for role in GROUPS:
        for command in ("SELECT", "INSERT"):
            yield Policy(role, "attempts", command, f"learner = {ME}", why="own")
        for table, commands in (
            ("events", ("SELECT",)),
            ("heads", ("SELECT", "INSERT", "UPDATE")),
            ("paths", ("SELECT", "INSERT", "UPDATE")),
            ("drafts", ("SELECT", "INSERT", "UPDATE", "DELETE")),
        ):
            for command in commands:
                yield Policy(role, table, command, _own(table, "attempt"), why="own")
        yield Policy(role, "events", "INSERT", f"{_own('events', 'attempt')} AND {_WITHIN_HEAD}", why="own")


def _typing(role: str) -> Iterator[Policy]:
    """What somebody types into a review and does not submit."""
    for command in ("SELECT", "INSERT", "UPDATE", "DELETE"):
        yield Policy(role, "review_drafts", command, f"code = {ME}", why="own")


def _tutors() -> Iterator[Policy]:
    for table in ("attempts", "events", "heads", "paths", "people", "erasures"):
        yield Policy(TUTOR, table, "SELECT", "true")
    yield from _typing(TUTOR)
    yield Policy(TUTOR, "texts", "SELECT", _COMMITTED)
    yield Policy(TUTOR, "entry_heads", "SELECT", "released_at <> ''")
    yield Policy(TUTOR, "entries", "SELECT", f"CASE WHEN stream <> 'centre' THEN {_TOLD} ELSE false END")


def _reviewing(role: str, word: str, parts: tuple[str, ...], may: str) -> Iterator[Policy]:
    """What assessors and quality assurers do alike."""
    for table in ("entry_heads", "claims", "people", "erasures"):
        yield Policy(role, table, "SELECT", "true")
    told = f"WHEN {_OWN_ENTRY} THEN {_TOLD}"
    shown = f"{TO_ASSESSOR}(entries.stream, entries.number, {ME})" if role == ASSESSOR else "true"
    yield Policy(role, "entries", "SELECT", f"CASE WHEN entries.stream = 'centre' THEN true {told} ELSE {shown} END")
    yield from _typing(role)
    yield Policy(role, "entry_heads", "INSERT", "stream = 'centre'")
    yield Policy(role, "entry_heads", "UPDATE", f"NOT {_OWN_HEAD}")
    yield Policy(role, "entries", "INSERT", f"{_by(word)} AND {_AS_HEAD_SAYS} AND NOT {_OWN_ENTRY} AND ({may})")
    mine = f"code = {ME} AND until <= {_moment('1 day')} AND {_in('part', *parts)}"
    free = f"code = {ME} OR until <= {_moment('5 minutes')}"
    yield Policy(role, "claims", "INSERT", mine)
    yield Policy(role, "claims", "UPDATE", free, mine)
    yield Policy(role, "claims", "DELETE", f"code = {ME}")


def _assessors() -> Iterator[Policy]:
    anytime = ("agreed", "actioned", "released", "reopened", "appealed", "appeal-decided")
    marks = f"({_in(_KIND, *_MARKS)} AND {_holds(_PART)})"
    review = f"stream <> 'centre' AND ({_in(_KIND, *anytime)} OR {marks} OR {_lets_go()})"
    centre = f"stream = 'centre' AND {_KIND} = 'standardised'"
    parts = ("first marking", "second marking", "appeal")
    yield from _reviewing(ASSESSOR, "assessor", parts, f"({review}) OR ({centre})")
    for table in ("attempts", "events", "heads", "paths"):
        yield Policy(ASSESSOR, table, "SELECT", _handed_in(table, "attempt"), why="handed_in")
    yield Policy(ASSESSOR, "texts", "SELECT", _COMMITTED)


def _assurers() -> Iterator[Policy]:
    anytime = ("sampled", "released", "reopened", "appealed", "appeal-decided")
    part = "'quality assurance'"
    checks = f"({_KIND} = 'checked' AND {_holds(part)}) OR ({_KIND} = 'claimed' AND {_holds(_PART)})"
    review = f"stream <> 'centre' AND ({_in(_KIND, *anytime)} OR {checks} OR {_lets_go()})"
    centre = f"stream = 'centre' AND {_in(_KIND, *_CENTRE)}"
    yield from _reviewing(ASSURER, "quality assurer", ("quality assurance", "appeal"), f"({review}) OR ({centre})")
    for table in ("attempts", "events", "heads", "paths", "texts", "drafts", "review_drafts"):
        yield Policy(ASSURER, table, "SELECT", "true")
    for table in ("texts", "drafts", "review_drafts"):
        yield Policy(ASSURER, table, "DELETE", "true")
    recorded = (
        "EXISTS (SELECT 1 FROM entries e WHERE e.stream = 'centre' AND e.number = erasures.number "  # noqa: S608
        f"AND (e.body::jsonb #>> '{{by,code}}') = {ME} AND (e.body::jsonb #>> '{{event,kind}}') = 'erased')"
    )
    yield Policy(ASSURER, "erasures", "INSERT", f"{recorded} AND NOT {_HELD}")
    for command in ("INSERT", "UPDATE"):
        yield Policy(ASSURER, "people", command, "true")
