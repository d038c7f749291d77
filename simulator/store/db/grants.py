"""Rights in a shared store as statements: what its owner runs so that the database itself refuses what a role may not.

They can be run again at any time, as after an upgrade. Nothing here runs with somebody else's rights, but for the
functions that decide which entries are shown, the one that counts them, and the one that shows tutors the records of
erasures.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, text

from simulator.review.people import Role

from . import disclosed_rows, triggers
from .row_security import ASSESSOR, ASSURER, GROUPS, LOGINS, TUTOR, policies

GROUP_OF: Final = {Role.TUTOR: TUTOR, Role.ASSESSOR: ASSESSOR, Role.QUALITY_ASSURER: ASSURER}
"""The database's role of each role in the centre that may have a login."""

_FORMER: Final = "simulator_learner"

LONGEST: Final = 63
"""A login's name has at most so many bytes."""

_POLICIES: Final = text(
    "SELECT tablename AS name, policyname AS policy FROM pg_policies WHERE schemaname = current_schema() "
    "UNION ALL SELECT relname, CASE WHEN relrowsecurity THEN 'on' ELSE 'off' END FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
)
_TRIGGERS: Final = {
    "entry_heads_end": (
        "AFTER INSERT OR UPDATE ON entry_heads DEFERRABLE INITIALLY DEFERRED",
        "row_security_active(TG_RELID) AND NOT EXISTS "
        "(SELECT 1 FROM entries e WHERE e.stream = NEW.stream AND e.number = NEW.count - 1 AND e.hash = NEW.head)",
        "a review ends with its last entry",
    ),
}
"""What a policy cannot say: what has to be there when a transaction ends."""


def quoted(name: str) -> str:
    """A name as SQL has it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def literal(text: str) -> str:
    """A text as SQL has it, whatever the server takes a backslash for."""
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f"E'{escaped}'" if "\\" in text else f"'{escaped}'"


def set_up(schema: str) -> tuple[str, ...]:
    """The statements that give a store's tables in this schema their policies, and the roles their rights."""
    return tuple(_set_up(schema))


def _set_up(schema: str) -> Iterator[str]:
    yield from (_role(group) for group in GROUPS)
    yield _nothing_for_learners(schema)
    yield (
        f"CREATE TABLE IF NOT EXISTS {LOGINS} "
        '(login text COLLATE "C" PRIMARY KEY, code text COLLATE "C" NOT NULL CHECK (code <> \'\'))'
    )
    everybody = ", ".join(GROUPS)
    yield f"REVOKE CREATE ON SCHEMA {quoted(schema)} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {quoted(schema)} TO {everybody}"
    yield from _guards(schema)
    yield from disclosed_rows.functions(f"SET search_path = {quoted(schema)}, pg_temp", everybody)
    yield _erasure_records(schema)
    yield "REVOKE ALL ON FUNCTION erasure_records(text) FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION erasure_records(text) TO {TUTOR}"
    rights: dict[tuple[str, str], set[str]] = {}
    for policy in policies():
        rights.setdefault((policy.table, policy.role), set()).add(policy.command)
    for table in sorted({table for table, _ in rights}):
        yield f"REVOKE ALL ON TABLE {table} FROM PUBLIC, {everybody}"
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    for (table, role), commands in sorted(rights.items()):
        yield f"GRANT {', '.join(sorted(commands))} ON TABLE {table} TO {role}"
    for policy in policies():
        yield from policy.statements()


def _role(group: str) -> str:
    # there is no CREATE ROLE IF NOT EXISTS, and the server's other databases may have made it
    return (
        f"DO $do$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{group}') "  # noqa: S608  (our own names)
        f"THEN CREATE ROLE {group} NOLOGIN; END IF; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; "
        "END $do$"
    )


def _nothing_for_learners(schema: str) -> str:
    # learners had logins once: what those were let do is taken from them, and nothing is left that speaks of their role
    revoked = " ".join(
        f"REVOKE ALL ON {what} {quoted(schema)} FROM {_FORMER};"
        for what in ("ALL TABLES IN SCHEMA", "ALL FUNCTIONS IN SCHEMA", "SCHEMA")
    )
    return (
        f"DO $do$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{_FORMER}') THEN {revoked} END IF; "  # noqa: S608
        "DROP FUNCTION IF EXISTS entry_heads_only_appeal() CASCADE; END $do$"
    )


def _guards(schema: str) -> Iterator[str]:
    """What triggers run looks into the store's own tables, whatever tables somebody has of their own."""
    path = f"SET search_path = {quoted(schema)}, pg_temp"
    for guard in triggers.ALL:
        if not guard.sqlite_only:
            yield f"ALTER FUNCTION {guard.name}() {path}"
    # it counts also what is not shown to the one who adds an entry
    yield "ALTER FUNCTION entries_in_order() SECURITY DEFINER"
    for name, (when, wrong, sentence) in _TRIGGERS.items():
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {path} AS $guard$ BEGIN "
            f"IF {wrong} THEN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'insufficient_privilege'; END IF; "
            "RETURN NEW; END $guard$"
        )
        kind = "CONSTRAINT TRIGGER" if "DEFERRABLE" in when else "TRIGGER"
        yield f"DROP TRIGGER IF EXISTS {name} ON entry_heads"
        yield f"CREATE {kind} {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()"


def _erasure_records(schema: str) -> str:
    # the stream of the centre is not shown to a tutor, and yet the record of an erasure has to be checked
    return (
        "CREATE OR REPLACE FUNCTION erasure_records(of_stream text) "  # noqa: S608
        "RETURNS TABLE(stream text, number integer, at text, body text, hash text, previous text) "
        f"LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {quoted(schema)}, pg_temp AS $records$ "
        "SELECT e.stream, e.number, e.at, e.body, e.hash, b.hash FROM entries e "
        "LEFT JOIN entries b ON b.stream = e.stream AND b.number = e.number - 1 WHERE e.stream = 'centre' "
        "AND e.number IN (SELECT x.number FROM erasures x WHERE x.stream = $1) ORDER BY e.number $records$"
    )


def missing_rights(connection: Connection) -> Iterator[str]:
    """What is missing of the policies of a store that keeps people apart: one sentence each."""
    found = {(str(row.name), str(row.policy)) for row in connection.execute(_POLICIES)}
    unprotected = {name for name, policy in found if policy == "off"}
    if LOGINS not in {name for name, _ in found}:
        return
    for name in sorted(unprotected & {policy.table for policy in policies()}):
        yield f"The table “{name}” no longer keeps people apart."
    for policy in policies():
        if (policy.table, policy.name) not in found:
            yield f"The policy “{policy.name}” of “{policy.table}” is missing."


def version() -> str:
    """Tells one set of policies from another; kept as the comment on the table of logins."""
    return hashlib.sha256("\n".join(set_up("")).encode()).hexdigest()[:16]


def stamped() -> str:
    """The statement that notes which policies there are."""
    return f"COMMENT ON TABLE {LOGINS} IS 'simulator {version()}'"


def granted(login: str, code: str, role: Role, *, new: bool) -> tuple[str, ...]:
    """The statements that make a login somebody's, with the rights of their role and no others."""
    name, wanted = quoted(login), GROUP_OF[role]
    others = ", ".join(group for group in GROUPS if group != wanted)
    return (
        *([f"CREATE ROLE {name} LOGIN"] if new else ()),
        f"REVOKE {others} FROM {name}",
        f"GRANT {wanted} TO {name}",
        f"INSERT INTO {LOGINS} (login, code) VALUES ({literal(login)}, {literal(code)}) "  # noqa: S608  (quoted)
        "ON CONFLICT (login) DO UPDATE SET code = excluded.code",
    )


def withdrawn(login: str) -> tuple[str, ...]:
    """The statements that take every right in the store from a login; the login itself stays."""
    return (
        f"REVOKE {', '.join(GROUPS)} FROM {quoted(login)}",
        f"DELETE FROM {LOGINS} WHERE login = {literal(login)}",  # noqa: S608  (quoted)
    )


def usable(login: str) -> bool:
    """Whether a name can be somebody's login."""
    taken = login in ("public", "none", "current_user", "session_user", "current_role", *GROUPS)
    sound = bool(re.fullmatch(r"\S(?:.*\S)?", login)) and login.isprintable() and len(login.encode()) <= LONGEST
    return sound and not taken and not login.startswith("pg_")
