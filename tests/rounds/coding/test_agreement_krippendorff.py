"""The worked examples of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), and of MASI (2006)."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from portal.rounds.rules.agreement import agreed, agreement, alpha, interval, masi, pairable


def units(*coders: str):
    """One row of signs per coder, a dot for a missing value, as units."""
    return [[None if value == "." else value for value in unit] for unit in zip(*coders, strict=True)]


# Section A: two observers, binary data, ten units.
MEG, OWEN = "0100000010", "1110010000"
# Section B: two observers, nominal data, twelve units.
BEN, GERRY = "aabbdcccedda", "babbbccceddd"
# Section C: four observers, twelve units, some values missing.
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def test_example_a_two_observers_and_two_values():
    assert round(alpha(units(MEG, OWEN)), 3) == 0.095


def test_example_b_two_observers_and_nominal_values():
    assert round(alpha(units(BEN, GERRY)), 3) == 0.692


def test_example_c_any_number_of_observers_and_missing_values():
    assert round(alpha(units(*FOUR)), 3) == 0.743
    assert pairable(units(*FOUR)) == 40  # the twelfth unit has one value only


def test_example_d_interval_values():
    numbers = [[None if one is None else int(one) for one in unit] for unit in units(*FOUR)]
    assert round(alpha(numbers, distance=interval), 3) == 0.849


def test_sets_of_themes_are_compared_by_masi():
    a, ab, bc, c = (frozenset(letters) for letters in ("a", "ab", "bc", "c"))
    assert masi(a, a) == 0
    assert masi(a, ab) == Fraction(2, 3)  # 1 - 1/2 * 2/3
    assert masi(ab, bc) == Fraction(8, 9)  # 1 - 1/3 * 1/3
    assert masi(a, c) == 1
    assert masi(frozenset(), frozenset()) == 0


def test_nothing_to_compare_is_no_agreement():
    assert alpha([]) is None
    assert alpha([["a", None], [None, "b"]]) is None
    assert alpha([["a", "a"], ["a", "a"]]) is None


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=4), min_size=2, max_size=12))
def test_coders_who_always_agree_have_an_alpha_of_one_whatever_the_order(values):
    alike = [[unit[0]] * len(unit) for unit in values]
    assert alpha(alike) in (None, 1.0)
    assert alpha(values) == alpha([list(reversed(unit)) for unit in reversed(values)])


def test_each_theme_has_an_agreement_of_its_own():
    phone, letters = frozenset({"phone"}), frozenset({"letters"})
    found = agreement([[phone, phone], [letters, letters], [phone, letters], [None, phone]], ["phone", "letters"])
    assert found["values"] == 6
    # Four values of one theme, two and two of which agree: 1 - (6 - 1) * 2 / (2 * 3 * 3)
    assert round(found["themes"]["phone"], 6) == round(1 - 5 * 2 / 18, 6)
    assert found["themes"]["phone"] == found["themes"]["letters"] == found["alpha"]


def test_only_two_coders_of_one_mind_agree():
    one, other = frozenset("a"), frozenset("b")
    assert agreed([one, one]) == one
    assert agreed([frozenset(), frozenset()]) == frozenset()
    assert [agreed(found) for found in ([one], [one, other], [one, None], [])] == [None] * 4
