"""A client of the language server that most editors use for YAML: over its standard input and output, as editors do."""

import json
import queue
import subprocess
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeAlias

from tests.node import node

Message: TypeAlias = dict[str, object]

PATIENCE = 120.0
"""Seconds to wait for an answer. A machine may be slow; a server that has died is told at once."""

SETTINGS: Message = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
}


@dataclass(frozen=True)
class Underlined:
    """What an editor would underline."""

    line: int
    """From 1."""
    message: str


class LanguageServer:
    """A running server, with documents as an editor holds them: open, and perhaps never saved."""

    def __init__(self, program: Path) -> None:
        command = [node(), str(program), "--stdio"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.received: queue.Queue[Message | None] = queue.Queue()
        self.answers: dict[int, object] = {}
        self.underlined: dict[str, tuple[Underlined, ...]] = {}
        self.last_id = 0
        assert self.process.stdout is not None
        threading.Thread(target=self._receive, args=(self.process.stdout,), daemon=True).start()
        markdown = ["markdown", "plaintext"]
        item = {"snippetSupport": True, "documentationFormat": markdown}
        text = {"completion": {"completionItem": item}, "hover": {"contentFormat": markdown}}
        self.request("initialize", {"processId": None, "rootUri": None, "capabilities": {"textDocument": text}})
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": SETTINGS}})

    def open(self, documents: Mapping[str, str]) -> dict[str, tuple[Underlined, ...]]:
        """Open documents that were not open before, and wait for what is underlined in each."""
        assert not documents.keys() & self.underlined.keys()
        for uri, text in documents.items():
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
            self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while not documents.keys() <= self.underlined.keys():
            self._take()
        return {uri: self.underlined[uri] for uri in documents}

    def complete(self, uri: str, line: int, column: int) -> list[Message]:
        """What is offered at a place; both count from 0."""
        found = self.request("textDocument/completion", _place(uri, line, column))
        items = found.get("items") if isinstance(found, dict) else found
        assert isinstance(items, list)
        return items

    def hover(self, uri: str, line: int, column: int) -> str:
        """What is told of what stands at a place; both count from 0."""
        found = self.request("textDocument/hover", _place(uri, line, column))
        contents = found.get("contents") if isinstance(found, dict) else None
        return str(contents.get("value", "")) if isinstance(contents, dict) else ""

    def request(self, method: str, params: Message) -> object:
        """Ask, and wait for the answer."""
        self.last_id += 1
        asked = self.last_id
        self._send({"id": asked, "method": method, "params": params})
        while asked not in self.answers:
            self._take()
        return self.answers.pop(asked)

    def close(self) -> None:
        """End the server, kindly if it lets us."""
        if self.process.poll() is None:
            self.request("shutdown", {})
            self._send({"method": "exit"})
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _receive(self, stream: IO[bytes]) -> None:
        while header := stream.readline():
            size = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    size = int(value)
                header = stream.readline()
            self.received.put(json.loads(stream.read(size)))
        self.received.put(None)

    def _take(self) -> None:
        """Wait for one message, and keep or answer it."""
        message = self.received.get(timeout=PATIENCE)
        assert message is not None, "the language server has ended"
        asked = message.get("id")
        params = message.get("params")
        if "method" in message and asked is not None:
            items = params.get("items", []) if isinstance(params, dict) else []
            result = [None] * len(items) if isinstance(items, list) and items else None
            self._send({"id": asked, "result": result})
        elif isinstance(asked, int):
            assert "error" not in message, message
            self.answers[asked] = message.get("result")
        elif message.get("method") == "textDocument/publishDiagnostics" and isinstance(params, dict):
            self.underlined[str(params["uri"])] = tuple(_underlined(params["diagnostics"]))


def _place(uri: str, line: int, column: int) -> Message:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}


def _underlined(found: object) -> Iterable[Underlined]:
    assert isinstance(found, list)
    for each in found:
        yield Underlined(int(each["range"]["start"]["line"]) + 1, str(each["message"]))
