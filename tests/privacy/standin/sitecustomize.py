"""Refuses every connection to a network, in every Python of a test, and notes that one was tried."""

import os
import socket
import sys
from typing import Any

WATCHED = {f"socket.{each}" for each in ("__new__", "connect", "bind", "sendto", "getaddrinfo", "gethostbyname")}
OWN = {int(socket.AF_UNIX)}
"""Pipes between a process and itself, by which event loops wake up."""


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what could reach a network."""
    if event not in WATCHED or (event == "socket.__new__" and int(arguments[1]) in OWN):
        return
    if event in {"socket.connect", "socket.bind", "socket.sendto"} and int(arguments[0].family) in OWN:
        return
    with open(os.environ["STANDIN_TRIED"], "a", encoding="utf-8") as file:  # noqa: PTH123  (nothing else is loaded here)
        file.write(f"{event} {arguments[1:]}\n")
    raise PermissionError(f"no network: {event}")


if "STANDIN_TRIED" in os.environ:
    sys.addaudithook(refuse)
