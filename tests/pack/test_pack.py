"""What a pack holds, and that every change of it is told with what is wrong."""

import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import __version__
from simulator.engine.rubric import Level
from simulator.pack import verify
from simulator.pack.build import KEY, PAGE, PDF, PEOPLE, PROGRAM, README, RECORD, SUMS, TABLE, make_pack, sums_of
from simulator.pack.checkpoint import NAME, SIGNATURE, Checkpoint, digest_of_file, read_checkpoint
from simulator.pack.gather import NotToPack, exports_of
from simulator.pack.keys import SigningKey, new_key, signing_key
from simulator.pack.verify import PackCheck, PackFault, check_pack
from simulator.review.events import Verdict
from simulator.review.people import Part, Person, Role
from simulator.sessions import personal_data
from simulator.sessions.hand_in import hand_in
from simulator.sessions.review import ReviewSession
from simulator.store import open_store
from simulator.store.errors import StoreNewer
from tests.depth import tries
from tests.lacking import needed

from .centre import QUINN, START, Clock, Texts, fill, mark, play
from .conftest import Centre, centre_in

Files = dict[str, bytes]
Json = Any


@pytest.fixture
def other_key(tmp_path: Path) -> SigningKey:
    new_key(tmp_path / "other.pem", "")
    return signing_key(tmp_path / "other.pem", "")


def told(checked: PackCheck) -> str:
    return "\n".join(f"{each.file}: {each.message}" for each in checked.wrong)


def resigned(files: Files, key: SigningKey, record: Json = None, program: str = PROGRAM) -> Files:
    """The pack as somebody makes it who changes the record and signs all of it with a key of their own."""
    made = dict(files)
    if record is not None:
        made[RECORD] = (json.dumps(record, indent=1, sort_keys=True) + "\n").encode()
    made[KEY] = key.public.pem.encode()
    kept = read_checkpoint(files[NAME])
    if files.get(SUMS) == sums_of(files):
        made[SUMS] = sums_of(made)
    digests = {name: digest_of_file(made[name]) for name in made if name not in (NAME, SIGNATURE)}
    checkpoint = Checkpoint(kept.made_at, program, kept.learner, key.public.hex, kept.texts, kept.attempts, digests)
    return {**made, NAME: checkpoint.data(), SIGNATURE: key.sign(checkpoint.data())}


def record_of(files: Files) -> Json:
    return json.loads(files[RECORD])


# What is there


def test_a_pack_holds_its_pages_tables_record_and_signature(files: Files, centre: Centre) -> None:
    assert set(files) == {PAGE, TABLE, RECORD, KEY, PEOPLE, README, SUMS, NAME, SIGNATURE}
    checkpoint = read_checkpoint(files[NAME])
    assert set(checkpoint.files) == set(files) - {NAME, SIGNATURE}
    assert [each.attempt for each in checkpoint.attempts] == list(centre.attempts)
    assert checkpoint.attempts[0].entries > 20


def test_a_pack_as_it_was_made_is_well(files: Files, centre: Centre) -> None:
    checked = check_pack(files, centre.key.public)
    assert checked.wrong == ()
    assert checked.attempts == 2


def test_the_same_attempts_key_and_moment_make_the_same_bytes(centre: Centre) -> None:
    assert centre.pack(pdf=True) == centre.pack(pdf=True)


def test_a_pack_can_be_checked_without_this_program(files: Files, tmp_path: Path) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    commands = [each.strip() for each in files[README].decode().splitlines() if each.startswith("     ")]
    run = [each for each in commands if each.startswith(("sha256sum", "openssl"))]
    assert len(run) == 2
    for command in run:
        needed(command.split()[0])
        done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    (tmp_path / NAME).write_bytes(files[NAME].replace(b"L-1", b"L-2"))
    assert subprocess.run(run[1].split(), cwd=tmp_path, capture_output=True, check=False).returncode != 0


def test_a_pack_without_texts_is_well_and_holds_none_of_them(centre: Centre) -> None:
    files = centre.pack(texts=False)
    assert check_pack(files, centre.key.public).wrong == ()
    texts = centre.texts
    everything = b"".join(files.values()).decode("utf-8", "replace")
    for text in (texts.account, texts.reason, texts.comment, texts.why, texts.note, texts.feedback, texts.action):
        assert text.split("\n")[0] not in everything
        assert json.dumps(text)[1:-1] not in everything
    assert "left out of this pack on purpose" in files[PAGE].decode()


# Changes


def test_every_changed_byte_of_checkpoint_and_signature_is_told(centre: Centre) -> None:
    files = make_pack("L-1", (), {}, centre.key, START, pdf=False)
    assert check_pack(files).wrong == ()
    for name in (NAME, SIGNATURE):
        for place in range(len(files[name])):
            flip = 1 << place % 8
            changed = bytearray(files[name])
            changed[place] ^= flip
            checked = check_pack({**files, name: bytes(changed)})
            assert any(each.file in (NAME, SIGNATURE) for each in checked.wrong), (name, place, flip)


@pytest.mark.parametrize("name", [PAGE, TABLE, RECORD, KEY, README, SUMS])
def test_a_changed_byte_of_any_file_is_told_with_its_name(files: Files, name: str) -> None:
    data = files[name]
    for place in {*range(0, len(data), max(1, len(data) // 12)), len(data) - 1}:
        changed = data[:place] + bytes([data[place] ^ 0x04]) + data[place + 1 :]
        assert PackFault(name, "It was changed since it was signed.") in check_pack({**files, name: changed}).wrong


@pytest.mark.parametrize("name", [PAGE, RECORD, KEY, SIGNATURE, NAME])
def test_a_file_that_is_cut_or_empty_or_grew_is_told(files: Files, name: str) -> None:
    for changed in (files[name][:-1], b"", files[name] + b"\n"):
        assert name in told(check_pack({**files, name: changed}))


@pytest.mark.parametrize("name", [PAGE, TABLE, RECORD, KEY, README, SUMS, NAME, SIGNATURE])
def test_a_missing_file_is_told(files: Files, name: str) -> None:
    del files[name]
    assert f"{name}: It is missing" in told(check_pack(files))


def test_an_added_file_is_told(files: Files) -> None:
    assert "more.html: It was added" in told(check_pack({**files, "more.html": b"<p>"}))


def test_a_pack_signed_by_somebody_else_is_told_where_the_key_is_known(centre: Centre, other_key: SigningKey) -> None:
    forged = make_pack("L-1", centre.exports(), centre.names(), other_key, START, pdf=False)
    unpinned = check_pack(forged)
    assert unpinned.wrong == ()
    assert unpinned.key == other_key.public
    sentence = told(check_pack(forged, centre.key.public))
    assert other_key.public.id in sentence
    assert centre.key.public.id in sentence


def test_a_pack_that_was_only_signed_again_still_names_the_first_key_on_its_pages(
    files: Files, other_key: SigningKey
) -> None:
    assert {each.file for each in check_pack(resigned(files, other_key)).wrong} == {PAGE, README}


def test_a_signature_that_belongs_to_another_pack_is_told(files: Files, centre: Centre) -> None:
    older = make_pack("L-1", (), {}, centre.key, START, pdf=False)
    assert SIGNATURE in told(check_pack({**files, SIGNATURE: older[SIGNATURE]}))


# What somebody can do who signs with a key of their own


def change_time(record: Json) -> str:
    record["attempts"][0]["events"][5]["at"] = "2026-11-02T09:00:00.000000Z"
    return "Event 5"


def change_choice(record: Json) -> str:
    record["attempts"][0]["events"][1]["body"]["choice"] = "crack-on"
    return "Event 1"


def swap_events(record: Json) -> str:
    events = record["attempts"][0]["events"]
    events[3], events[4] = events[4], events[3]
    return "Event 3"


def cut_events(record: Json) -> str:
    del record["attempts"][0]["events"][-2:]
    return "tail is cut"


def foreign_event(record: Json) -> str:
    record["attempts"][0]["events"][6] = record["attempts"][1]["events"][6]
    return "Event 6"


def swap_scenario(record: Json) -> str:
    record["attempts"][0]["documents"]["scenario"] = record["attempts"][1]["documents"]["scenario"]
    return "The scenario is not the one"


def change_rubric(record: Json) -> str:
    rubric = record["attempts"][0]["documents"]["rubric"]
    rubric["text"] = rubric["text"].replace("pass: competent", "pass: developing")
    return "The rubric is not the one"


def change_qualification(record: Json) -> str:
    record["attempts"][0]["qualifications"][0]["text"] += "#"
    return "qualification"


def change_decision(record: Json) -> str:
    entries = record["attempts"][0]["review"]["entries"]
    entry = next(each for each in entries if each["body"]["event"].get("verdict") == "not yet met")
    entry["body"]["event"]["verdict"] = "met"
    return f"Entry {entry['number']}"


def swap_entries(record: Json) -> str:
    entries = record["attempts"][0]["review"]["entries"]
    entries[2], entries[3] = entries[3], entries[2]
    return "Entry 2"


def cut_review(record: Json) -> str:
    del record["attempts"][0]["review"]["entries"][-1]
    return "review is cut"


def change_text(record: Json) -> str:
    record["attempts"][0]["texts"][0]["text"] += "!"
    return "(explained)|(answered)|Entry"


def lose_text(record: Json) -> str:
    del record["attempts"][0]["texts"][0]
    return "lost|missing"


def change_header(record: Json) -> str:
    record["attempts"][0]["header"]["learner"] = "L-9"
    return "header was changed"


def change_score(record: Json) -> str:
    record["attempts"][0]["scorecard"]["outcome"] = "unsafe"
    return "scorecard"


def lose_attempt(record: Json) -> str:
    del record["attempts"][1]
    record["count"] = 1
    return "it is not there"


def attempt_twice(record: Json) -> str:
    record["attempts"].append(record["attempts"][0])
    record["count"] = 3
    return "twice"


CHANGES: list[Callable[[Json], str]] = [
    change_time,
    change_choice,
    swap_events,
    cut_events,
    foreign_event,
    swap_scenario,
    change_rubric,
    change_qualification,
    change_decision,
    swap_entries,
    cut_review,
    change_text,
    lose_text,
    change_header,
    change_score,
    lose_attempt,
    attempt_twice,
]


@pytest.mark.parametrize("change", CHANGES, ids=[each.__name__ for each in CHANGES])
def test_a_record_that_was_changed_and_signed_again_is_told_with_what_is_wrong(
    files: Files, other_key: SigningKey, change: Callable[[Json], str]
) -> None:
    record = record_of(files)
    expected = change(record)
    sentences = told(check_pack(resigned(files, other_key, record)))
    assert re.search(expected, sentences), sentences


def test_another_sound_attempt_in_place_of_the_one_that_was_signed_is_told(
    files: Files, other_key: SigningKey, tmp_path: Path
) -> None:
    place = tmp_path / "other.sqlite3"
    attempts = fill(place, Texts(account="Another account, " * 20))
    with open_store(str(place)) as store:
        exports = exports_of(store, attempts, QUINN, texts=True)
    record = record_of(files)
    record["attempts"][0] = exports[0]
    sentences = told(check_pack(resigned(files, other_key, record)))
    assert "The checkpoint does not name this attempt" in sentences
    assert "it is not there" in sentences


def test_an_older_state_of_a_review_is_told(files: Files, other_key: SigningKey) -> None:
    record = record_of(files)
    review = record["attempts"][0]["review"]
    last = review["entries"].pop()
    review["count"] -= 1
    review["hash"] = review["entries"][-1]["hash"]
    texts = record["attempts"][0]["texts"]
    mine = json.dumps(last)
    record["attempts"][0]["texts"] = [each for each in texts if each["commitment"] not in mine]
    sentences = told(check_pack(resigned(files, other_key, record)))
    assert "entries of its review where there are" in sentences


@settings(max_examples=tries(25, 1000), deadline=None)
@given(st.data())
def test_whatever_is_changed_in_the_record_ends_in_a_sentence(whole: Files, data: st.DataObject) -> None:
    changed = bytearray(whole[RECORD])
    place = data.draw(st.integers(0, len(changed) - 1))
    changed[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[RECORD][place]))
    assert RECORD in told(check_pack({**whole, RECORD: bytes(changed)}))


@settings(max_examples=tries(20, 500), deadline=None)
@given(st.dictionaries(st.sampled_from([NAME, SIGNATURE, RECORD, KEY]), st.binary(max_size=80)))
def test_no_pack_makes_the_check_fail(files: Files) -> None:
    assert check_pack(files).wrong


def test_an_attempt_with_more_events_than_can_be_played_again_in_time_is_told(
    files: Files, other_key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "MAX_LINKS", 20)
    assert "more than 20 events or entries" in told(check_pack(resigned(files, other_key)))


def test_a_pack_of_a_newer_program_is_not_called_damaged(files: Files, other_key: SigningKey) -> None:
    record = {**record_of(files), "version": 99}
    with pytest.raises(StoreNewer, match="newer"):
        check_pack(resigned(files, other_key, record))


# After an erasure


def test_what_was_erased_is_in_no_later_pack_and_both_packs_are_well(tmp_path: Path) -> None:
    centre = centre_in(tmp_path)
    before = centre.pack()
    with open_store(str(centre.place)) as store:
        personal_data.erase(store, Person("Q-1", Role.QUALITY_ASSURER), START, "L-1")
    after = centre.pack()
    assert check_pack(before).wrong == ()
    assert check_pack(after, centre.key.public).wrong == ()
    texts = centre.texts
    everything = b"".join(after.values()).decode("utf-8", "replace")
    for text in (texts.account, texts.reason, texts.comment, texts.name, texts.note):
        assert text not in everything
        assert json.dumps(text)[1:-1] not in everything
    assert "(erased)" in after[PAGE].decode()
    assert "fits what stood then" in after[PAGE].decode()
    held = [read_checkpoint(files[NAME]).attempts for files in (before, after)]
    assert held[0] == held[1]


# What no pack is made of


def test_no_pack_is_made_while_a_second_marking_is_going_on(tmp_path: Path) -> None:
    clock = Clock()
    with open_store(str(tmp_path / "attempts.sqlite3")) as store:
        attempt = play(store, Texts())
        hand_in(store, attempt, clock(), declared=True)
        first = ReviewSession(store, Person("A-1", Role.ASSESSOR), Part.FIRST, attempt, clock)
        mark(first, Texts(), Level.COMPETENT, Verdict.NOT_YET)
        assert exports_of(store, [attempt], QUINN, texts=True)
        second = ReviewSession(store, Person("A-2", Role.ASSESSOR), Part.SECOND, attempt, clock)
        second.claim()
        assert exports_of(store, [attempt], QUINN, texts=True), "who only took it has begun nothing"
        second.advise("Well recorded.")
        with pytest.raises(NotToPack, match="second marking"):
            exports_of(store, [attempt], QUINN, texts=True)


@pytest.mark.parametrize("by", [None, Person("L-1", Role.LEARNER), Person("T-1", Role.TUTOR)])
def test_no_pack_is_made_by_whom_a_part_of_it_is_not_shown(tmp_path: Path, by: Person | None) -> None:
    place = tmp_path / "attempts.sqlite3"
    attempts = fill(place, Texts())
    with open_store(str(place)) as store, pytest.raises(NotToPack, match="everything that was decided"):
        exports_of(store, attempts, by, texts=True)


def test_the_digests_of_the_sums_are_those_of_the_files(files: Files) -> None:
    for line in files[SUMS].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest


# Pages that do not say what the record says, signed with a key of somebody's own


def page_says_met(files: Files) -> str:
    assert b"not yet met" in files[PAGE]
    files[PAGE] = files[PAGE].replace(b"not yet met", b"met")
    return PAGE


def table_says_met(files: Files) -> str:
    assert b"not yet met" in files[TABLE]
    files[TABLE] = files[TABLE].replace(b"not yet met", b"met")
    return TABLE


def table_lacks_a_row(files: Files) -> str:
    files[TABLE] = b"".join(files[TABLE].splitlines(keepends=True)[:-1])
    return TABLE


def page_names_another_learner(files: Files) -> str:
    files[PAGE] = files[PAGE].replace(b"Sam Example", b"Kim Example")
    return PAGE


def page_runs_something(files: Files) -> str:
    files[PAGE] = files[PAGE].replace(b"</body>", b"<script>alert(1)</script></body>")
    return PAGE


def readme_names_another_key(files: Files) -> str:
    files[README] = files[README].replace(b"signature", b"seal")
    return README


def sums_name_other_digests(files: Files) -> str:
    files[SUMS] = files[SUMS].replace(b"a", b"b")
    return SUMS


def people_has_a_stranger(files: Files) -> str:
    files[PEOPLE] = json.dumps({**json.loads(files[PEOPLE]), "Z-9": "Nobody"}, indent=1, sort_keys=True).encode()
    return PEOPLE


def people_is_no_list(files: Files) -> str:
    files[PEOPLE] = b"[1]\n"
    return PEOPLE


PAGES: list[Callable[[Files], str]] = [
    page_says_met,
    table_says_met,
    table_lacks_a_row,
    page_names_another_learner,
    page_runs_something,
    readme_names_another_key,
    sums_name_other_digests,
    people_has_a_stranger,
    people_is_no_list,
]


@pytest.mark.parametrize("change", PAGES, ids=[each.__name__ for each in PAGES])
def test_a_page_that_does_not_say_what_the_record_says_is_told_however_it_is_signed(
    files: Files, centre: Centre, change: Callable[[Files], str]
) -> None:
    name = change(files)
    if name != SUMS:
        files[SUMS] = sums_of(files)
    checked = check_pack(resigned(files, centre.key), centre.key.public)
    assert [each.file for each in checked.wrong] == [name], told(checked)


def test_what_could_not_be_compared_is_said_in_the_same_breath(files: Files, centre: Centre) -> None:
    without_names = {name: data for name, data in files.items() if name != PEOPLE}
    for changed, version in ((without_names, PROGRAM), (files, "0.0.9"), (files, __version__)):
        checked = check_pack(resigned(page_changed(changed), centre.key, program=version), centre.key.public)
        assert {each.file for each in checked.not_compared} == {PAGE, TABLE, README}
        assert checked.wrong == ()


def page_changed(files: Files) -> Files:
    changed = {**files, PAGE: files[PAGE].replace(b"not yet met", b"met")}
    return {**changed, SUMS: sums_of(changed)}


def test_a_file_that_no_pack_has_is_named_as_not_compared(files: Files, centre: Centre) -> None:
    changed = {**files, "summary.html": b"<p>met</p>"}
    changed[SUMS] = sums_of(changed)
    checked = check_pack(resigned(changed, centre.key), centre.key.public)
    assert checked.wrong == ()
    assert [each.file for each in checked.not_compared] == ["summary.html"]


def test_a_pdf_that_was_changed_is_never_said_to_be_the_same(centre: Centre) -> None:
    files = centre.pack(pdf=True)
    assert check_pack(files, centre.key.public).not_compared == ()
    changed = {**files, PDF: files[PDF].replace(b"a", b"b", 1)}
    changed[SUMS] = sums_of(changed)
    checked = check_pack(resigned(changed, centre.key), centre.key.public)
    assert [each.file for each in checked.not_compared] == [PDF]
