"""Small tables of ratings for properties that must hold for any."""

from hypothesis import strategies as st

Row = tuple[str, str, str, float]


def rows_of(levels: st.SearchStrategy[float]) -> st.SearchStrategy[list[Row]]:
    """A few ratings of up to four targets by up to four raters on two items, each pair and item once at most."""
    places = st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz"), st.sampled_from("ij"))
    return st.dictionaries(places, levels, max_size=16).map(lambda found: [(*place, x) for place, x in found.items()])
