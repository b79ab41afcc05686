"""Small dense linear systems, which is all that weights and propensities need."""

from collections.abc import Sequence


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float], *, tolerance: float = 1e-11) -> list[float]:
    """x with matrix·x = right for a symmetric matrix, by Gauss–Jordan elimination with row pivoting.

    A column that depends on the ones before it (a category that always goes with another) gets the value 0, as
    statistical packages do with aliased terms. `tolerance` is relative to the largest diagonal entry.
    """
    size = len(right)
    rows = [[float(value) for value in row] + [float(right[place])] for place, row in enumerate(matrix)]
    limit = tolerance * max((abs(rows[place][place]) for place in range(size)), default=0.0)
    pivot_of: dict[int, int] = {}
    free = list(range(size))
    for column in range(size):
        best = max(free, key=lambda row, at=column: abs(rows[row][at]), default=-1)  # type: ignore[misc]
        if best < 0 or abs(rows[best][column]) <= limit:
            continue
        free.remove(best)
        pivot_of[column] = best
        scale = rows[best][column]
        rows[best] = [value / scale for value in rows[best]]
        for place, row in enumerate(rows):
            if place != best and row[column]:
                factor = row[column]
                rows[place] = [value - factor * pivot for value, pivot in zip(row, rows[best], strict=True)]
    return [rows[pivot_of[column]][size] if column in pivot_of else 0.0 for column in range(size)]
