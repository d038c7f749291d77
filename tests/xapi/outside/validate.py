"""Reads statements, one a line, and prints for each, on a line, what Ralph says is wrong with it."""

import json
import sys

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement  # type: ignore[import-not-found]

for line in sys.stdin:
    found: list[str] = []
    try:
        BaseXapiStatement(**json.loads(line))
    except ValidationError as error:
        found = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
    print(json.dumps(found))
