"""Which files `check` is asked about."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from simulator.library import Library, documents_in


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders that were named, each once."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...]

    def present(self) -> list[Path]:
        """The files that were named, whether or not they are still there, and the documents now in the folders."""
        found = [*self.files, *(document for folder in self.folders for document in _inside(folder))]
        return list(dict.fromkeys(found))

    def holders(self) -> Iterator[Path]:
        """Every folder in which a document can change, with the folder to which a link leads."""
        for folder in self.folders:
            yield from _searched(folder)
        for file in self.files:
            yield from (file.parent, Path(os.path.realpath(file)).parent)


def _searched(folder: Path) -> list[Path]:
    """A folder, and those in it in which a library keeps its documents."""
    return [folder, *(inside for inside in (folder / "rubrics", folder / "scenarios") if inside.is_dir())]


def _inside(folder: Path) -> list[Path]:
    return [document for each in _searched(folder) for document in documents_in(each)]


def named_places(paths: Sequence[str], library: Library, *, to_watch: bool = False) -> Places:
    """What the command's arguments name; the whole library if there are none.

    To be watched, a folder may still be empty.

    Raises:
        click.UsageError: an argument names nothing, or a folder without a document.
    """
    if not paths:
        return _all_to_come(library) if to_watch else _all(library)
    files: list[Path] = []
    folders: list[Path] = []
    for given in paths:
        if not given.strip():
            raise click.UsageError("A path is empty; name a file, a folder or a scenario.")
        path = Path(given)
        if path.is_dir():
            if not to_watch and not _inside(path):
                raise click.UsageError(f"There is no document in the folder “{path}”.")
            folders.append(path)
        elif path.exists() or path.is_symlink():
            files.append(path)
        elif entry := library.find(str(path)):
            files.append(entry.path)
        else:
            raise click.UsageError(_missing(path, library))
    return Places(tuple(dict.fromkeys(files)), tuple(dict.fromkeys(folders)))


def _all(library: Library) -> Places:
    own = [library.signposts_path] if library.signposts_path.exists() else []
    return Places((*(entry.path for entry in (*library.documents, *library.scenarios)), *own), ())


def _all_to_come(library: Library) -> Places:
    return Places((), (library.shipped / "rubrics", library.shipped / "scenarios", library.own))


def _missing(path: Path, library: Library) -> str:
    """The sentence about a path at which nothing is; only a bare word can have been meant as a scenario's name."""
    near = library.suggestion(path.stem)
    hint = f" Did you mean “{near}”?" if near else ""
    bare = len(path.parts) == 1 and not path.suffix
    what = "file, folder or scenario" if bare else "file or folder"
    return f"There is no {what} “{path}”.{hint}"
