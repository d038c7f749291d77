"""What of a review a login may read, as functions of the database: ``review.disclosure`` in SQL, from the same table.

They run with the rights of the store's owner, because what decides it stands in rows that whoever asks may not read.
"""
# ruff: noqa: S608  (every name in a statement is one of our own)

from collections.abc import Iterator
from typing import Final

from simulator.review.disclosure import CONCERNS, RESULT, Concern
from simulator.review.events import Agreed, Claimed, Released
from simulator.review.people import Part
from simulator.store.format import entry_codec

TO_LEARNER: Final = "entry_is_told"
TO_ASSESSOR: Final = "entry_is_shown"


def _listed(*names: str) -> str:
    return ", ".join(repr(name) for name in sorted(names))


def _of(concern: Concern) -> set[str]:
    return {entry_codec.KINDS.name_of(event) for event, about in CONCERNS.items() if about is concern}


_AGREED, _RELEASED, _CLAIMED = (entry_codec.KINDS.name_of(event) for event in (Agreed, Released, Claimed))
_MARKS: Final = _listed(*_of(Concern.MARKING) - {_AGREED})
_RESULT: Final = _listed(*({entry_codec.KINDS.name_of(event) for event in RESULT} - {_AGREED}))
_FIRST, _SECOND, _QUALITY = (repr(str(part)) for part in (Part.FIRST, Part.SECOND, Part.QUALITY))
_SAME: Final = " AND ".join(
    f"e.ev->'{name}' IS NOT DISTINCT FROM t.ev->'{name}'"
    for name in ("event", "field", "clause", "qualification", "criterion")
)
"""Two entries of one kind are about the same thing."""
_ENTRIES: Final = (
    "WITH e AS MATERIALIZED (SELECT number, body::jsonb #>> '{by,code}' AS who, body::jsonb->'event' AS ev, "
    "body::jsonb #>> '{event,kind}' AS kind, body::jsonb #>> '{event,part}' AS part FROM entries WHERE stream = $1), "
    "t AS (SELECT * FROM e WHERE number = $2) "
)


def _entry_is_told() -> str:
    """Whether a learner may read an entry about their attempt: the handing in, appeals, and the result that stands."""
    always = _listed(*_of(Concern.HANDING_IN), *_of(Concern.APPEAL))
    later = "SELECT 1 FROM e WHERE e.number > t.number"
    decided = (
        f"e.part = {_FIRST} AND ((e.kind = 'settled' AND e.ev->'clause' = t.ev->'clause') OR (e.kind = 'decided' AND "
        "e.ev->'qualification' = t.ev->'qualification' AND e.ev->'criterion' = t.ev->'criterion'))"
    )
    return (
        f"{_ENTRIES} SELECT CASE WHEN t.kind IN ({always}) THEN true "
        "WHEN NOT EXISTS (SELECT 1 FROM entry_heads h WHERE h.stream = $1 AND h.released_at <> '') THEN false "
        f"WHEN t.kind = '{_RELEASED}' THEN NOT EXISTS ({later} AND e.kind = t.kind) "
        f"WHEN t.kind IN ({_RESULT}) THEN t.part = {_FIRST} AND NOT EXISTS ("
        f"{later} AND e.kind = t.kind AND e.part = t.part AND {_SAME}) "
        f"WHEN t.kind = '{_AGREED}' THEN NOT EXISTS ({later} AND ((e.kind = t.kind AND {_SAME}) OR ({decided}))) "
        "ELSE false END FROM t"
    )


def _seen_by(part: str) -> str:
    """Whoever asks, whose code is $3, decided something in a part, or took it when something was decided in it."""
    before = f"SELECT 1 FROM e d WHERE d.part = {part} AND d.kind IN ({_MARKS}) AND d.number < m.number"
    return (
        f"EXISTS (SELECT 1 FROM e m WHERE m.who = $3 AND m.part = {part} AND (m.kind IN ({_MARKS}) "
        f"OR (m.kind = '{_CLAIMED}' AND EXISTS ({before}))))"
    )


def _shown() -> str:
    """Whether an assessor with a code may read an entry about somebody else's attempt."""
    newest = f"SELECT o.kind FROM e o WHERE o.part <> s.part AND o.kind IN ({_MARKS}) AND o.number < s.number"
    both = (
        f"EXISTS (SELECT 1 FROM e s WHERE s.kind = 'signed' AND 'signed' = ({newest} ORDER BY o.number DESC LIMIT 1))"
    )
    quality = f"(t.kind IN ({_listed(*_of(Concern.QUALITY))}) OR t.part = {_QUALITY})"
    return (
        f"{_ENTRIES} SELECT CASE WHEN EXISTS (SELECT 1 FROM e WHERE e.kind IN ('{_AGREED}', '{_RELEASED}')) OR {both} "
        f"THEN true WHEN {quality} THEN {_seen_by(_FIRST)} WHEN t.kind NOT IN ({_MARKS}) THEN true "
        f"WHEN t.part = {_FIRST} THEN {_seen_by(_FIRST)} ELSE {_seen_by(_SECOND)} END FROM t"
    )


def functions(path: str, everybody: str) -> Iterator[str]:
    """The statements that make them; ``path`` sets where they look, ``everybody`` are the roles that may ask."""
    for name, given, query in (
        (TO_LEARNER, "text, integer", _entry_is_told()),
        (TO_ASSESSOR, "text, integer, text", _shown()),
    ):
        yield (
            f"CREATE OR REPLACE FUNCTION {name}({given}) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER {path} "
            f"AS $shown$ {query} $shown$"
        )
        yield f"REVOKE ALL ON FUNCTION {name}({given}) FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {name}({given}) TO {everybody}"
