"""The language server's locked versions."""

import json

from .conftest import HERE


def test_every_locked_package_has_a_digest_and_none_says_where_it_comes_from() -> None:
    text = (HERE / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert len(packages) > 10
    assert all("integrity" in package for name, package in packages.items() if name)
    assert "://" not in text


def test_the_version_that_is_asked_for_is_the_locked_one() -> None:
    asked = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]["yaml-language-server"]
    locked = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert locked["node_modules/yaml-language-server"]["version"] == asked
