"""The shape of every kind of document, by the name of the kind."""

from collections.abc import Mapping
from typing import Final

from .centre.comments_shapes import CommentsShape
from .centre.marks_shapes import GoldShape, MarksShape
from .centre.sampling_shapes import SamplingShape
from .centre.signposts_shapes import SignpostsShape
from .rubric.shapes import QualificationShape, RubricShape
from .scenario.shapes import ScenarioShape
from .yaml.meaning import PartShape

SHAPES: Final[Mapping[str, PartShape]] = {
    "scenario": ScenarioShape,
    "rubric": RubricShape,
    "qualification": QualificationShape,
    "signposts": SignpostsShape,
    "sampling": SamplingShape,
    "comments": CommentsShape,
    "gold": GoldShape,
    "marks": MarksShape,
}
