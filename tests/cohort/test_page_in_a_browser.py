"""The page of a class in a browser: everybody can read it, in light and in dark, and nothing hostile runs."""

import json
from dataclasses import replace
from pathlib import Path

from simulator.cohort.class_view import class_report
from simulator.cohort.cohort import cohort_of
from simulator.cohort.gather import AttemptFilter
from simulator.engine.events import Mode
from simulator.report.write.html import html_of
from simulator.store.store import Store
from tests.node import installed
from tests.pack.browser import document
from tests.pack.hostile import MARKER, SCRIPT
from tests.pack.test_page import AXE, OUTSIDE, POLICY, looked_at

from .klass import LEFT, PROMISED, REPAIRED, SAFE, marked, played

HOSTILE = f"</style><script>{SCRIPT}</script><img src=x onerror='{SCRIPT}'>"


def test_nothing_is_wrong_for_those_who_read_with_aids_and_nothing_hostile_runs(store: Store, tmp_path: Path) -> None:
    """WCAG 2.2 AA, by axe-core with scripts on and no policy that would hold anything back."""
    played(store, "L-1", *PROMISED)
    played(store, "L-1", *SAFE)
    played(store, "L-2", *REPAIRED)
    played(store, "L-3", *LEFT)
    marked(store, played(store, "L-4", *SAFE, mode=Mode.ASSESSMENT), release=False)
    cohort = cohort_of(store, AttemptFilter())
    hostile = replace(cohort, scenarios=(replace(cohort.scenarios[0], title=HOSTILE), *cohort.scenarios))
    page = html_of(class_report(hostile, {"L-2": HOSTILE}, most=20))
    axe = (installed(OUTSIDE) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    dark = page.partition("@media (prefers-color-scheme: dark) {")[2].partition("\n}\n")[0]
    assert "--page" in dark
    watched = POLICY.sub("", page).replace("</body>", AXE.format(axe=axe, dark=json.dumps(dark)) + "</body>")
    path = tmp_path / "class.html"
    path.write_text(watched, encoding="utf-8")
    dom = document(path, tmp_path / "profile")
    assert f'{MARKER}="1"' not in dom[dom.index("<html") :].partition(">")[0]
    for scheme, result in looked_at(dom).items():
        assert result["violations"] == [], scheme
        assert result["incomplete"] == [], scheme
        assert result["passes"] > 20
