"""A pack as files: written whole or not at all, and read without being hurt by it."""

import io
import os
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from simulator.pack import archive as packed
from simulator.pack.archive import PackDamaged, PackRefused, archive_of, read_pack, write_pack

FILES = {"README.txt": b"Hello.\n", "checkpoint.json": b"{}\n", "report.html": b"<p>\xc3\xa9</p>" * 500}


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_what_is_written_is_read_again_and_is_private(tmp_path: Path, name: str) -> None:
    write_pack(FILES, tmp_path / name)
    assert read_pack(tmp_path / name) == FILES
    assert (tmp_path / name).stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["pack", "pack.zip"])
def test_nothing_is_ever_written_over(tmp_path: Path, name: str) -> None:
    write_pack(FILES, tmp_path / name)
    with pytest.raises(PackRefused, match="already"):
        write_pack({"other": b""}, tmp_path / name)
    assert read_pack(tmp_path / name) == FILES


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "pack.zip").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PackRefused, match="already"):
        write_pack(FILES, tmp_path / "pack.zip")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packed, "_write_file", failing)
    with pytest.raises(PackRefused, match="No space left"):
        write_pack(FILES, tmp_path / "pack")
    assert list(tmp_path.iterdir()) == []


def test_the_same_files_make_the_same_archive() -> None:
    assert archive_of(FILES, "pack") == archive_of(dict(reversed(FILES.items())), "pack")


def test_an_archive_unpacks_into_a_folder_of_its_own() -> None:
    with zipfile.ZipFile(io.BytesIO(archive_of(FILES, "pack"))) as archive:
        assert all(name.startswith("pack/") for name in archive.namelist())
        assert all(stat.S_ISREG(each.external_attr >> 16) for each in archive.infolist())


def test_an_archive_without_a_folder_is_read_as_well(tmp_path: Path) -> None:
    assert read_pack(_zipped(tmp_path, FILES)) == FILES


def _zipped(tmp_path: Path, files: Mapping[str, bytes], *, mode: int = 0, twice: str = "") -> Path:
    path = tmp_path / "made.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, data)
        if twice:
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr(twice, b"again")
    return path


@pytest.mark.parametrize(
    "name",
    ["../evil", "a/../../evil", "/etc/evil", "a\\..\\evil", "C:evil", "..", "sub/evil", "sub/deeper/evil"],
)
def test_a_name_that_leads_elsewhere_is_told_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    path = _zipped(tmp_path, {"README.txt": b"", name: b"evil"})
    with pytest.raises(PackDamaged, match="no name of a file"):
        read_pack(path)
    assert [each.name for each in tmp_path.iterdir()] == ["made.zip"]


def test_links_and_devices_in_an_archive_are_told(tmp_path: Path) -> None:
    for mode in (stat.S_IFLNK | 0o777, stat.S_IFCHR | 0o600, stat.S_IFIFO | 0o600):
        with pytest.raises(PackDamaged, match="no ordinary file"):
            read_pack(_zipped(tmp_path, {"README.txt": b"/etc/passwd"}, mode=mode))


def test_a_file_that_is_there_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackDamaged, match="twice"):
        read_pack(_zipped(tmp_path, FILES, twice="README.txt"))


def test_too_many_and_too_large_files_are_told_before_they_are_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MAX_FILE", 10_000)
    with pytest.raises(PackDamaged, match="too large"):
        read_pack(_zipped(tmp_path, {"bomb": b"\0" * 1_000_000}))
    monkeypatch.setattr(packed, "MAX_ALL", 15_000)
    with pytest.raises(PackDamaged, match="too large"):
        read_pack(_zipped(tmp_path, {"one": b"\0" * 9_000, "two": b"\0" * 9_000}))
    with pytest.raises(PackDamaged, match="more than"):
        read_pack(_zipped(tmp_path, {f"file-{number}": b"" for number in range(100)}))


def test_too_many_and_too_large_files_in_a_folder_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pack(FILES, tmp_path / "pack")
    monkeypatch.setattr(packed, "MAX_FILE", 100)
    with pytest.raises(PackDamaged, match="too large"):
        read_pack(tmp_path / "pack")
    monkeypatch.setattr(packed, "MAX_FILE", 100_000)
    monkeypatch.setattr(packed, "MAX_FILES", 2)
    with pytest.raises(PackDamaged, match="more than 2"):
        read_pack(tmp_path / "pack")


def test_links_folders_and_pipes_in_a_folder_are_told_and_not_followed(tmp_path: Path) -> None:
    def link(path: Path) -> None:
        path.symlink_to("/etc/passwd")

    makers: tuple[Callable[[Path], None], ...] = (link, Path.mkdir, os.mkfifo)
    for number, make in enumerate(makers):
        folder = tmp_path / f"pack-{number}"
        write_pack(FILES, folder)
        make(folder / "more")
        with pytest.raises(PackDamaged, match="“more”"):
            read_pack(folder)


def test_every_cut_and_many_changes_of_an_archive_end_in_a_sentence(tmp_path: Path) -> None:
    data = archive_of({"README.txt": b"Hello. " * 40, "checkpoint.json": b"{}\n"}, "pack")
    path = tmp_path / "pack.zip"
    for place in range(0, len(data), 3):
        for changed in (data[:place], data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]):
            path.write_bytes(changed)
            try:
                read_pack(path)
            except PackRefused as error:
                assert str(error).endswith(".")  # noqa: PT017


def test_what_is_no_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackRefused, match="no pack at"):
        read_pack(tmp_path / "nothing")
    (tmp_path / "text").write_text("hello")
    with pytest.raises(PackRefused, match="neither"):
        read_pack(tmp_path / "text")
