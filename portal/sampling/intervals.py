"""Intervals for shares, margins of error, and the quantiles they rest on."""

import math
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both in the unit of the figure (shares: 0 to 1)."""

    low: float
    high: float


def z_quantile(confidence: float = CONFIDENCE) -> float:
    """The two-sided standard normal quantile (1.959964 for 0.95)."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson_interval(successes: float, n: float, *, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's score interval for a share (E. B. Wilson 1927). `n` may be an effective sample size.

    Raises:
        ValueError: n is not above nought, or successes lie outside 0…n.
    """
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError((successes, n))
    z, share = z_quantile(confidence), successes / n
    centre = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if successes == 0 else (centre - half) / scale
    high = 1.0 if successes == n else (centre + half) / scale
    return Interval(max(0.0, low), min(1.0, high))


def logit_interval(
    share: float, standard_error: float, *, df: float | None = None, confidence: float = CONFIDENCE
) -> Interval:
    """Interval for a share made on the logit scale, where it cannot leave 0…1 (as R's `svyciprop(method="logit")`).

    `df`: design degrees of freedom (replies − strata) for Student's t; without it the normal quantile. A share of
    exactly 0 or 1, or a standard error of nought, gives the share itself: use Wilson with the effective n there.

    Raises:
        ValueError: the share lies outside 0…1 or the standard error is negative.
    """
    if not 0 <= share <= 1 or standard_error < 0:
        raise ValueError((share, standard_error))
    if standard_error == 0 or share in (0, 1):
        return Interval(share, share)
    quantile = z_quantile(confidence) if df is None else t_quantile(df, confidence=confidence)
    centre = math.log(share / (1 - share))
    half = quantile * standard_error / (share * (1 - share))
    return Interval(_inverse_logit(centre - half), _inverse_logit(centre + half))


def mean_interval(
    mean: float, standard_error: float, *, df: float | None = None, confidence: float = CONFIDENCE
) -> Interval:
    """mean ± quantile × standard error, by Student's t where `df` is given."""
    quantile = z_quantile(confidence) if df is None else t_quantile(df, confidence=confidence)
    return Interval(mean - quantile * standard_error, mean + quantile * standard_error)


def t_quantile(df: float, *, confidence: float = CONFIDENCE) -> float:
    """The two-sided quantile of Student's t, to about 1e-12, by bisection of its exact distribution.

    Raises:
        ValueError: df is not above nought or the confidence lies outside 0…1.
    """
    if df <= 0 or not 0 < confidence < 1:
        raise ValueError((df, confidence))
    low, high = 0.0, 1.0
    while _t_inside(high, df) < confidence:
        high *= 2
    for _step in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _t_inside(middle, df) < confidence else (low, middle)
    return (low + high) / 2


def _t_inside(t: float, df: float) -> float:
    """P(|T| ≤ t) = 1 − I_{df/(df+t²)}(df/2, 1/2)."""
    return 1 - _incomplete_beta(df / (df + t * t), df / 2, 0.5)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    front = math.exp(a * math.log(x) + b * math.log1p(-x) - log_beta) / a
    c, d, fraction = 1.0, 0.0, 1.0
    for step in range(400):
        m = step // 2
        if step == 0:
            numerator = 1.0
        elif step % 2 == 0:
            numerator = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            numerator = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / _away_from_zero(1 + numerator * d)
        c = _away_from_zero(1 + numerator / c)
        fraction *= c * d
        if abs(1 - c * d) < 1e-15:
            break
    return front * (fraction - 1)


def _away_from_zero(value: float) -> float:
    return value if abs(value) > 1e-300 else 1e-300


def _inverse_logit(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def difference_interval(first: tuple[float, Interval], second: tuple[float, Interval]) -> Interval:
    """For the difference second − first of two independent shares, each with its own interval, by squaring and adding
    (R. G. Newcombe 1998; his method 10 where the intervals are Wilson's)."""
    (before, around_before), (after, around_after) = first, second
    change = after - before
    down = math.hypot(after - around_after.low, around_before.high - before)
    up = math.hypot(around_after.high - after, before - around_before.low)
    return Interval(max(-1.0, change - down), min(1.0, change + up))
