"""Takes away, in every process of a test, what Windows lacks, and lets the file system refuse what it refuses there.

The interpreter itself stays what it is, so only our own modules are told that the system is another; what they import
and what files they touch is held to Windows' rules:

- POSIX modules cannot be imported; ``os`` and ``signal`` lack what they lack there; new processes are spawned.
- A name that Windows forbids cannot be made, and an open file or database cannot be replaced or taken away.
- A folder cannot be opened, a link cannot be made, and a text file without a named encoding is a fault.
"""

import builtins
import contextlib
import multiprocessing
import multiprocessing.context
import os
import re
import signal
import sys
import types
import urllib.parse
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

LACKING_MODULES: Final = ("fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "syslog", "curses", "readline")
LACKING: Final = {
    "os": """
        fork forkpty getuid geteuid getgid getegid getgroups setuid setgid setsid getsid getpgid setpgid getpgrp killpg
        fchmod fchown chown lchown mkfifo mknod nice getpriority pread pwrite preadv pwritev statvfs fstatvfs sync
        fdatasync uname getloadavg openpty ttyname posix_fallocate posix_fadvise register_at_fork sched_getaffinity
        WNOHANG WIFEXITED WEXITSTATUS ctermid confstr sysconf pathconf chroot wait3 wait4 sendfile EX_OK tcgetpgrp
        initgroups getxattr setxattr memfd_create pipe2 fchdir O_NOFOLLOW O_DIRECTORY O_CLOEXEC O_NONBLOCK O_SYNC
        O_DSYNC O_NOCTTY O_NOATIME O_PATH O_TMPFILE set_blocking
        """,
    "signal": """
        SIGHUP SIGKILL SIGUSR1 SIGUSR2 SIGALRM SIGCHLD SIGPIPE SIGQUIT SIGTSTP SIGSTOP SIGCONT SIGWINCH SIGXFSZ SIGXCPU
        SIGTTIN SIGTTOU SIGBUS pthread_sigmask SIG_BLOCK SIG_SETMASK SIG_UNBLOCK alarm setitimer sigwait pause
        pthread_kill siginterrupt
        """,
    "time": "tzset clock_gettime CLOCK_MONOTONIC",
    "socket": "AF_UNIX",
}
OTHER: Final[Mapping[str, Mapping[str, object]]] = {
    "os": {"name": "nt", "linesep": "\r\n", "O_BINARY": 0, "supports_dir_fd": set(), "supports_follow_symlinks": set()},
    "sys": {"platform": "win32"},
}
FORBIDDEN: Final = re.compile(
    r"[<>:\"|?*\\\x00-\x1f]|[. ]$|^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE
)
"""A name that no file may have (Microsoft, “Naming Files, Paths, and Namespaces”)."""


class Elsewhere(types.ModuleType):
    """A module of the standard library as it is on Windows."""

    def __init__(self, real: types.ModuleType) -> None:
        super().__init__(real.__name__)
        self._real = real

    def __getattr__(self, name: str) -> Any:
        if name in LACKING.get(self.__name__, "").split():
            raise AttributeError(f"module '{self.__name__}' has no attribute '{name}' on Windows")
        if name in OTHER.get(self.__name__, {}):
            return OTHER[self.__name__][name]
        return getattr(self._real, name)


ELSEWHERE: Final = {name: Elsewhere(__import__(name)) for name in (*LACKING, "sys")}
import_really = builtins.__import__


def import_as_on_windows(
    name: str,
    variables: Mapping[str, object] | None = None,
    local: Mapping[str, object] | None = None,
    fromlist: Sequence[str] = (),
    level: int = 0,
) -> types.ModuleType:
    """What our own modules get when they import something."""
    module = import_really(name, variables, local, fromlist, level)
    asking = str((variables or {}).get("__name__", ""))
    ours = asking == "simulator" or asking.startswith("simulator.")
    return ELSEWHERE.get(name, module) if ours and level == 0 else module


def opened() -> Iterator[str]:
    """The files that this process has open."""
    for number in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            yield str(number.readlink())


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what Windows refuses, as an audit hook."""
    if event == "os.symlink":
        raise OSError(22, "A required privilege is not held by the client")
    if event in {"open", "os.mkdir", "os.rename", "sqlite3.connect"}:
        for path in arguments[: 2 if event == "os.rename" else 1]:
            if isinstance(path, str | bytes | os.PathLike):
                check_name(event, os.fspath(path))
    if event in {"os.remove", "os.rename"} and isinstance(arguments[0], str | os.PathLike):
        named = arguments[:2] if event == "os.rename" else arguments[:1]
        held = {os.path.realpath(str(path)) for path in named} & set(opened())
        if held:
            raise PermissionError(13, "The process cannot access the file because it is being used", held.pop())


def check_name(event: str, path: str | bytes) -> None:
    """Refuse a name that cannot be, and a folder that is opened."""
    text = os.fsdecode(path)
    if text == ":memory:":
        return
    if event == "sqlite3.connect":
        text = urllib.parse.unquote(urllib.parse.urlsplit(text).path)
    whole = Path.cwd() / text
    if not whole.is_relative_to(os.environ["STANDIN_PLACE"]):
        if text.startswith("/dev/") and text != os.devnull:
            raise FileNotFoundError(2, "The system cannot find the path specified", text)
        return
    for part in whole.relative_to(os.environ["STANDIN_PLACE"]).parts:
        if part != ".." and FORBIDDEN.search(part):
            raise OSError(22, "Invalid argument", text)
    if event == "open" and whole.is_dir():
        raise PermissionError(13, "Permission denied", text)


if "STANDIN_PLACE" in os.environ:
    for lacking in LACKING_MODULES:
        sys.modules[lacking] = None  # type: ignore[assignment]
    builtins.__import__ = import_as_on_windows  # type: ignore[assignment]
    multiprocessing.set_start_method("spawn", force=True)
    for way in ("fork", "forkserver"):
        multiprocessing.context._concrete_contexts.pop(way, None)  # type: ignore[attr-defined]
    for lost in ("SIGHUP", "SIGALRM"):
        with contextlib.suppress(AttributeError):
            delattr(signal, lost)
    warnings.filterwarnings("error", category=EncodingWarning, module=r"simulator(\.|$)")
    sys.addaudithook(refuse)
