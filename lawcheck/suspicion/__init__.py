"""How suspicious a clause is by its words alone: what was learnt from cases that reviewers have labelled.

``signal`` speaks of it beside the rules; ``align`` takes it as one sign among others that a clause contradicts the law.
"""

from lawcheck.suspicion.contrary import suspicion
from lawcheck.suspicion.model import Suspicion, load

__all__ = ["Suspicion", "load", "suspicion"]
