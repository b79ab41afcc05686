"""Goal attainment scaling: one number for several goals of one person, on a scale with mean 50 and deviation 10.

T. J. Kiresuk and R. E. Sherman, Community Mental Health Journal 4 (1968) 443–453. Each goal is judged from −2 (much
less than expected) to 2 (much more). For whoever asks for it; no page of ours leads with it.
"""

import math
from collections.abc import Sequence

CORRELATION = 0.3
WORST, BEST = -2, 2


def t_score(levels: Sequence[int], weights: Sequence[float] | None = None) -> float:
    """T = 50 + 10 Σwx / √((1 − ρ) Σw² + ρ (Σw)²), with ρ = 0.3 as published.

    Raises:
        ValueError: no goal, a level outside −2 … 2, as many weights as goals are not there, or one is not above 0.
    """
    used = list(weights) if weights is not None else [1.0] * len(levels)
    if not levels or len(used) != len(levels) or any(weight <= 0 for weight in used):
        raise ValueError(used)
    if any(not WORST <= level <= BEST for level in levels):
        raise ValueError(levels)
    top = sum(weight * level for weight, level in zip(used, levels, strict=True))
    spread = (1 - CORRELATION) * sum(weight**2 for weight in used) + CORRELATION * sum(used) ** 2
    return 50 + 10 * top / math.sqrt(spread)
