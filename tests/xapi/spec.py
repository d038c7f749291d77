"""What xAPI 1.0.3 asks of a statement, checked cheaply and without anybody else’s code; sections are of part two."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final, TypeAlias

JsonObject: TypeAlias = Mapping[str, object]
Check: TypeAlias = Callable[[object], Iterator[str]]

UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
IRI: Final = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+/?[^\s<>\"{}|\\^`]*")
TAG: Final = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
INTERACTIONS: Final = {"choice": {"choices"}, "long-fill-in": set[str]()}
VOIDED: Final = "http://adlnet.gov/expapi/verbs/voided"


def faults(statement: object) -> list[str]:
    """Everything that is wrong with a statement."""
    found = [*_shaped(_STATEMENT, statement, "statement"), *_nothing_empty(statement, "statement")]
    if found or not isinstance(statement, dict):
        return found
    about, verb = statement["object"], statement["verb"]["id"]
    context = statement["context"]
    if about["objectType"] == "StatementRef" and {"revision", "platform"} & context.keys():
        found.append("2.4.6: revision and platform stand only beside an activity")
    if verb == VOIDED and about["objectType"] != "StatementRef":
        found.append("2.3.2: only a statement is voided")
    if "score" in statement.get("result", {}):
        found.append("house: no score, only indicative levels")
    return [*found, *_answers(about, statement.get("result", {}))]


def _answers(about: Mapping[str, Mapping[str, object]], result: JsonObject) -> Iterator[str]:
    """A response names choices that the activity has (2.4.4.1)."""
    choices = about.get("definition", {}).get("choices")
    if not isinstance(choices, list):
        return
    ids = [each["id"] for each in choices]
    if len(ids) != len(set(ids)):
        yield "2.4.4.1: a choice's id is there twice"
    response = result.get("response")
    if isinstance(response, str) and not set(response.split("[,]")) <= set(ids):
        yield f"2.4.4.1: {response} is none of the choices"


def _nothing_empty(value: object, where: str) -> Iterator[str]:
    """No null anywhere, and nothing empty, but in extensions (2.2)."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "extensions":
                continue
            if inner is None or inner in ("", {}, []):
                yield f"2.2: {where}.{name} is empty"
            yield from _nothing_empty(inner, f"{where}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _nothing_empty(inner, where)


def _text(value: object) -> Iterator[str]:
    if not isinstance(value, str):
        yield "is no text"
    elif re.search("[\x00\ud800-\udfff]", value):
        yield "has something that is no character"


def _matching(pattern: re.Pattern[str], what: str) -> Check:
    def check(value: object) -> Iterator[str]:
        if not isinstance(value, str) or pattern.fullmatch(value) is None:
            yield f"is no {what}: {value!r}"

    return check


def _one_of(*values: object) -> Check:
    def check(value: object) -> Iterator[str]:
        if not any(value is each or value == each for each in values):
            yield f"is none of {values}: {value!r}"

    return check


def _map(key: Check, inner: Check) -> Check:
    def check(value: object) -> Iterator[str]:
        if not isinstance(value, dict):
            yield "is no object"
            return
        for name, each in value.items():
            yield from key(name)
            yield from inner(each)

    return check


def _list(inner: Check) -> Check:
    def check(value: object) -> Iterator[str]:
        if not isinstance(value, list):
            yield "is no list"
            return
        for each in value:
            yield from inner(each)

    return check


def _object(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    def check(value: object) -> Iterator[str]:
        yield from _shaped((required, optional or {}), value, "")

    return check


def _shaped(shape: tuple[Mapping[str, Check], Mapping[str, Check]], value: object, where: str) -> Iterator[str]:
    required, optional = shape
    if not isinstance(value, dict):
        yield f"{where} is no object"
        return
    for name in required.keys() - value.keys():
        yield f"{where} has no {name}"
    for name in value.keys() - required.keys() - optional.keys():
        yield f"{where} may have no {name}"
    for name, inner in value.items():
        check = required.get(name) or optional.get(name)
        for fault in check(inner) if check else ():
            yield f"{where}.{name} {fault}"


def _timestamp(value: object) -> Iterator[str]:
    if not isinstance(value, str) or not value.endswith("Z"):
        yield f"is no moment in UTC: {value!r}"
        return
    try:
        datetime.fromisoformat(value)
    except ValueError:
        yield f"is no moment: {value!r}"


def _anything(_value: object) -> Iterator[str]:
    return iter(())


def _definition(value: object) -> Iterator[str]:
    kind = value.get("interactionType") if isinstance(value, dict) else None
    lists: set[str] = INTERACTIONS.get(kind, set()) if isinstance(kind, str) else set()
    extra = {
        name: _list(_object({"id": _matching(re.compile(r"\S+"), "id")}, {"description": _WORDS})) for name in lists
    }
    interaction = {"interactionType": _one_of(*INTERACTIONS)} if kind is not None else {}
    yield from _shaped(({"type": _iri, "name": _WORDS} | interaction | extra, {"description": _WORDS}), value, "")


_iri = _matching(IRI, "IRI")
_uuid = _matching(UUID, "UUID of version 5")
_flag = _one_of(True, False)
_WORDS: Final = _map(_matching(TAG, "language"), _text)
_EXTENSIONS: Final = _map(_iri, _anything)
_ACCOUNT: Final = _object({"homePage": _iri, "name": _text})
_AGENT: Final = _object({"objectType": _one_of("Agent"), "account": _ACCOUNT})
_ACTIVITY: Final = _object({"objectType": _one_of("Activity"), "id": _iri, "definition": _definition})
_REFERENCE: Final = _object({"objectType": _one_of("StatementRef"), "id": _uuid})


def _about(value: object) -> Iterator[str]:
    is_reference = isinstance(value, dict) and value.get("objectType") == "StatementRef"
    yield from _REFERENCE(value) if is_reference else _ACTIVITY(value)


_CONTEXT: Final = _object(
    {
        "registration": _uuid,
        "contextActivities": _object({"grouping": _list(_ACTIVITY)}, {"parent": _list(_ACTIVITY)}),
        "language": _matching(TAG, "language"),
        "extensions": _EXTENSIONS,
    },
    {"revision": _text, "platform": _text, "statement": _REFERENCE, "instructor": _AGENT},
)
_RESULT: Final = _object({}, {"success": _flag, "completion": _flag, "response": _text, "extensions": _EXTENSIONS})
_STATEMENT: Final = (
    {
        "id": _uuid,
        "actor": _AGENT,
        "verb": _object({"id": _iri, "display": _WORDS}),
        "object": _about,
        "context": _CONTEXT,
    },
    {"result": _RESULT, "timestamp": _timestamp},
)
