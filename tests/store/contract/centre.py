"""A centre on a server, for the tests of rights: its store set up, and a login for each of its staff."""

import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from simulator.engine.rubric import Level
from simulator.review.events import Judged
from simulator.review.people import Part, Person, Role
from simulator.sessions.attempt import Attempt
from simulator.sessions.hand_in import hand_in
from simulator.sessions.review import ReviewSession
from simulator.store import open_store
from simulator.store.db.location import location_of
from simulator.store.db.logins import Logins
from simulator.store.store import Store
from tests.store.reviewed import played
from tests.store.server import Server

PEOPLE: Final = {
    "lea": ("L-1", Role.LEARNER),
    "bob": ("L-2", Role.LEARNER),
    "tess": ("T-1", Role.TUTOR),
    "asa": ("A-1", Role.ASSESSOR),
    "ben": ("A-2", Role.ASSESSOR),
    "cat": ("A-3", Role.ASSESSOR),
    "quinn": ("Q-1", Role.QUALITY_ASSURER),
}
"""Everybody of the centre; learners have no login, and what they do comes through the owner's."""
STAFF: Final = ("tess", "asa", "ben", "cat", "quinn")
SECRET: Final = "Nobody else is told this"
DENIED: Final = "42501"
"""The code with which the database says that somebody may not."""
STAMP: Final = "%Y-%m-%dT%H:%M:%S.%fZ"
ENTRY: Final = "INSERT INTO entries VALUES (:of, :number, :at, :body, 'x')"
COMMENT: Final = "Only for who may read the review"


def now() -> datetime:
    return datetime.now(UTC)


def run(address: str, *statements: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@dataclass(frozen=True)
class Centre:
    """The addresses of one store: the owner's, and those of the staff's logins."""

    owner: str
    suffix: str

    @classmethod
    def new(cls, server: Server, database: str) -> "Centre":
        suffix = uuid.uuid4().hex[:8]
        schema = f"centre_{suffix}"
        run(server.address(database), f"CREATE SCHEMA {schema}")
        centre = cls(server.address(database, schema), suffix)
        with open_store(centre.owner) as store:
            for code, role in PEOPLE.values():
                store.people.set(code, "", role)
        with centre.logins() as logins:
            logins.set_up()
            for name in STAFF:
                logins.grant(centre.login(name), *PEOPLE[name])
        return centre

    @contextmanager
    def logins(self) -> Iterator[Logins]:
        with closing(Logins(location_of(self.owner))) as found:
            yield found

    def login(self, name: str) -> str:
        return f"{name}_{self.suffix}"

    def address(self, name: str) -> str:
        learner = PEOPLE.get(name, ("", None))[1] is Role.LEARNER
        return self.owner if learner or not name else self.owner.replace("postgres@", f"{self.login(name)}@")

    @contextmanager
    def store(self, name: str) -> Iterator[Store]:
        with open_store(self.address(name)) as store:
            yield store

    @contextmanager
    def sql(self, name: str) -> Iterator[Connection]:
        """A connection of some other program, as this login."""
        engine = create_engine(self.address(name), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

    def count(self, name: str, what: str, **values: str) -> int:
        with self.sql(name) as connection:
            return int(connection.execute(text(f"SELECT count(*) FROM {what}"), values).scalar_one())

    def refused(self, name: str, statement: str, **values: object) -> str:
        """The code of the error with which the database refuses a statement; the test fails where it does not."""
        with self.sql(name) as connection, pytest.raises(DBAPIError) as error:
            connection.execute(text(statement), values)
        return str(getattr(error.value.orig, "sqlstate", ""))

    def person(self, name: str) -> Person:
        return Person(*PEOPLE[name])

    def played(self, name: str, words: str = SECRET) -> Attempt:
        with self.store(name) as store:
            return played(store, words, learner=PEOPLE[name][0])

    def handed_in(self, name: str = "lea") -> str:
        attempt = self.played(name).id
        with self.store(name) as store:
            hand_in(store, attempt, now(), declared=True, note="I did my best")
        return attempt

    @contextmanager
    def reviewing(self, name: str, attempt: str, part: Part = Part.FIRST) -> Iterator[ReviewSession]:
        with self.store(name) as store:
            yield ReviewSession(store, self.person(name), part, attempt)

    def marked(self, attempt: str, name: str = "asa", part: Part = Part.FIRST) -> None:
        with self.reviewing(name, attempt, part) as at:
            at.mark((3, "account"), Level.COMPETENT, COMMENT)
            for clause in at.scorecard().clauses:
                at.settle(clause.clause, clause.level)
            at.judge(Judged(part, True, True, True, True, True))
            at.advise(COMMENT)
            at.sign()

    def released(self, name: str = "lea") -> str:
        attempt = self.handed_in(name)
        self.marked(attempt)
        with self.reviewing("asa", attempt) as at:
            at.release()
        return attempt


def entry(centre: Centre, name: str, attempt: str, body: str, number: int, *, at: str = "") -> str:
    values = {"of": attempt, "number": number, "at": at or now().strftime(STAMP), "body": body}
    return centre.refused(name, ENTRY, **values)


def body(code: str, role: str, kind: str, more: str = "") -> str:
    return f'{{"by":{{"code":"{code}","role":"{role}"}},"event":{{"kind":"{kind}"{more}}}}}'


def length(centre: Centre, attempt: str) -> int:
    return centre.count("", "entries WHERE stream = :of", of=attempt)
