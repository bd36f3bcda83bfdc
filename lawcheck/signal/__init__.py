"""The statistical signal beside the rules: how near a clause is to cases that reviewers have labelled.

It learnt from the labelled cases of this project and from ordinary articles, raises a warning at most, and shows the
cases it rests on. ``registry`` offers it as checks, one for each review point it knows.
"""

from lawcheck.signal.check import registry

__all__ = ["registry"]
