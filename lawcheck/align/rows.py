"""Lists of different lengths, one behind the other in one array: what is said of each sentence or article of many.

Many short lists cost numpy as much as one long one.
"""

from __future__ import annotations

from collections.abc import Sequence, Sized
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Rows = NDArray[np.intp]

# So many times as many as are wanted are not worth sorting.
_MANY = 4


def lengths(lists: Sequence[Sized]) -> Rows:
    """How long each list is."""
    return np.array(list(map(len, lists)), np.intp)


def starts(counts: Rows) -> Rows:
    """Where each list begins."""
    found: Rows = np.cumsum(counts) - counts
    return found


def ranges(firsts: Rows, counts: Rows) -> Rows:
    """The numbers from each first one on, as many as its count."""
    found: Rows = np.arange(counts.sum()) + np.repeat(firsts - starts(counts), counts)
    return found


def highest(values: Numbers, limit: int) -> Rows:
    """Places of the highest values, highest first and equals as they stand; of many only what reaches the last is sorted."""
    if len(values) <= _MANY * limit:
        return np.argsort(-values, kind="stable")[:limit]
    reaching = np.flatnonzero(values >= np.partition(values, len(values) - limit)[len(values) - limit])
    found: Rows = reaching[np.argsort(-values[reaching], kind="stable")][:limit]
    return found


class Weights:
    """What each number weighs in each of several rows; 0 where it has no weight, or was not known yet."""

    def __init__(self, numbers: Sequence[Sequence[int]], weights: Sequence[Sequence[float]], size: int) -> None:
        """``numbers``: those of each row, below ``size``; ``weights``: of each of them."""
        rows = np.repeat(np.arange(len(numbers)), list(map(len, numbers)))
        every = np.array(list(chain.from_iterable(numbers)), np.intp)
        self._columns = np.zeros(size + 1, np.int32)  # the last one for all numbers above
        self._columns[every] = 1
        known = np.flatnonzero(self._columns)
        self._columns[known] = np.arange(1, len(known) + 1)
        self._width = len(known) + 1
        self._table = np.zeros(len(numbers) * self._width)
        places = rows * self._width + self._columns[every]
        self._table[places] = np.array(list(chain.from_iterable(weights)), np.float64)

    def columns(self, lists: Sequence[NDArray[np.integer]]) -> NDArray[np.int32]:
        """The columns of the numbers of lists, one list after the other."""
        found: NDArray[np.int32] = self._columns.take(np.concatenate(lists), mode="clip")
        return found

    def of_row(self, row: int, columns: NDArray[np.int32]) -> Numbers:
        """What the numbers of columns weigh in one row."""
        found: Numbers = self._table[row * self._width : (row + 1) * self._width].take(columns)
        return found

    def of(self, rows: Rows, counts: Rows, columns: NDArray[np.int32]) -> Numbers:
        """What the numbers of columns weigh; ``counts``: how many there are for each row."""
        found: Numbers = self._table.take(columns + np.repeat((rows * self._width).astype(np.int32), counts))
        return found
