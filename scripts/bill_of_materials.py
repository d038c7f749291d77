"""The bill of materials of a release: every package that the program is pinned to, in CycloneDX's JSON.

    python scripts/bill_of_materials.py > bill.cdx.json

What is pinned is read from requirements/run.txt, with the hash of each file that may be installed; licences and what
needs what are read from the packages that are installed here. A package that is only for other systems has neither.
"""

import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pin:
    """One package at one version, with the SHA-256 of each file that may be installed as it."""

    name: str
    version: str
    marker: str
    """On which systems it is installed, as requirements say it; empty for all."""
    hashes: tuple[str, ...]


def pins(requirements: str) -> Iterator[Pin]:
    """The packages of a file of requirements, each pinned and hashed."""
    for line in requirements.replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        needed = Requirement(line.partition(" --hash")[0])
        (only,) = needed.specifier
        hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
        yield Pin(canonicalize_name(needed.name), only.version, str(needed.marker or ""), hashes)


def bill(root: Path, at: datetime = EPOCH) -> str:
    """The bill of materials of a checkout as JSON; the same checkout and moment give the same text.

    Raises:
        ValueError: it would not be valid CycloneDX 1.6.
    """
    text = (root / "requirements" / "run.txt").read_text(encoding="utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = version_of(root)
    program = Component(
        name=project["name"],
        version=version,
        description=project["description"],
        type=ComponentType.APPLICATION,
        licenses=[LicenseExpression(project["license"])],
        bom_ref=f"{project['name']}@{version}",
    )
    made = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"{project['name']}@{version}\n{at.isoformat()}\n{text}"))
    made.metadata.timestamp = at
    made.metadata.component = program
    components = {pin.name: component(pin) for pin in pins(text)}
    made.components.update(components.values())
    direct = {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}
    made.register_dependency(program, [components[name] for name in sorted(direct)])
    for name, each in components.items():
        needs = [components[other] for other in sorted(needed_by(name)) if other in components]
        made.register_dependency(each, needs)
    written = JsonV1Dot6(made).output_as_string(indent=2) + "\n"
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(written)
    if wrong is not None:
        raise ValueError(f"The bill of materials is not valid: {wrong}")
    return written


def version_of(root: Path) -> str:
    """The version of the checkout, from the one place where it stands."""
    text = (root / "simulator" / "__init__.py").read_text(encoding="utf-8")
    (found,) = re.findall(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    return str(found)


def component(pin: Pin) -> Component:
    """A package as a component."""
    url = PackageURL("pypi", name=pin.name, version=pin.version)
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(str(url)),
        comment="one of the files with these hashes is installed",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each) for each in pin.hashes],
    )
    found = installed(pin.name)
    licence = licence_of(found) if found is not None and found.version == pin.version else ""
    return Component(
        name=pin.name,
        version=pin.version,
        type=ComponentType.LIBRARY,
        purl=url,
        bom_ref=str(url),
        licenses=[LicenseFactory().make_from_string(licence)] if licence else [],
        external_references=[files],
        properties=[Property(name="pip:marker", value=pin.marker)] if pin.marker else [],
    )


def installed(name: str) -> Distribution | None:
    """A package that is installed here."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def licence_of(found: Distribution) -> str:
    """The licence as the package's own metadata says it: an expression, else a name of one line, else a classifier."""
    about = found.metadata
    for key in ("License-Expression", "License"):
        if key in about and "\n" not in about[key] and len(about[key]) < 100:
            return about[key]
    named = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if each.startswith("License ::")]
    return named[0] if named else ""


def needed_by(name: str) -> set[str]:
    """What an installed package needs itself, without its extras."""
    found = installed(name)
    needed = [Requirement(each) for each in (found.requires or [] if found is not None else [])]
    return {canonicalize_name(each.name) for each in needed if "extra ==" not in str(each.marker or "")}


if __name__ == "__main__":
    sys.stdout.write(bill(ROOT))
