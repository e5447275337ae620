"""The precision at which numbers are stored, and so compared."""

DECIMALS = 6


def reaches(value: float, bound: float) -> bool:
    """At or above, at the stored precision: a sum that ends in ...9999 is at the bound, not below it."""
    return round(value, DECIMALS) >= round(bound, DECIMALS)


def differs(one: float, other: float) -> bool:
    return round(one, DECIMALS) != round(other, DECIMALS)
