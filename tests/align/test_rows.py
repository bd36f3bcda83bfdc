"""Lists one behind the other, and what is taken out of them."""

from __future__ import annotations

import numpy as np
import pytest

from lawcheck.align.rows import Weights, highest, lengths, ranges, starts


@pytest.mark.parametrize(
    ("values", "limit", "places"),
    [
        ([1.0, 3.0, 2.0], 2, [1, 2]),
        ([1.0, 3.0, 2.0], 9, [1, 2, 0]),  # fewer than asked for
        ([2.0, 2.0, 3.0, 2.0], 2, [2, 0]),  # of equals the first
        ([2.0, 2.0, 2.0, 2.0], 3, [0, 1, 2]),
        ([], 3, []),
        ([*map(float, range(40)), 39.0, 38.0], 3, [39, 40, 38]),  # many: not all of them are sorted
    ],
)
def test_highest(values: list[float], limit: int, places: list[int]) -> None:
    """The highest values, equals in order."""
    assert highest(np.array(values), limit).tolist() == places


def test_ranges() -> None:
    """Empty ranges leave nothing, wherever they stand."""
    counts = lengths(["", "ab", "", "cde"])
    assert starts(counts).tolist() == [0, 0, 2, 2]
    assert ranges(np.array([7, 5, 6, 1]), counts).tolist() == [5, 6, 1, 2, 3]


def test_weights_are_of_the_row() -> None:
    """A number weighs in a row what was said of it there; nothing elsewhere, nothing if it is unknown or was met later."""
    weights = Weights([[2, 5], [], [5]], [[0.5, 1.0], [], [3.0]], 6)
    lists = [np.array([2, 5, 3]), np.array([5]), np.array([5, 2, 9], np.uint16), np.array([5])]
    found = weights.of(np.array([0, 1, 2, 0]), lengths(lists), weights.columns(lists))
    assert found.tolist() == [0.5, 1.0, 0.0, 0.0, 3.0, 0.0, 0.0, 1.0]
    assert weights.of_row(2, weights.columns(lists[:2])).tolist() == [0.0, 3.0, 0.0, 3.0]
