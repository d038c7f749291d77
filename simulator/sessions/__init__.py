"""A review in progress, and handing an attempt in: the review's values and the store together."""

from .appeals import appeal as appeal
from .appeals import may_appeal as may_appeal
from .assessed import ANOTHER as ANOTHER
from .assessed import assessed_before as assessed_before
from .dossier import Written as Written
from .hand_in import DECLARATION as DECLARATION
from .hand_in import hand_in as hand_in
from .hand_in import may_hand_in as may_hand_in
from .looking_back import held_back as held_back
from .looking_back import look_back as look_back
from .review import Pinned as Pinned
from .review import Reviewing as Reviewing
