from panels.consensus.statistics.precision import reaches


def test_reaches_takes_the_last_digits_for_rounding() -> None:
    assert reaches(0.1 + 0.2, 0.3)
    assert reaches(0.3, 0.1 + 0.2)
    assert not reaches(0.299999, 0.3)


def test_reaches_compares_at_six_places() -> None:
    assert reaches(0.2999996, 0.3)
    assert not reaches(0.2999994, 0.3)
