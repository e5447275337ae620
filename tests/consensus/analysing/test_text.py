from panels.consensus.analysing.sections import Section
from panels.consensus.analysing.text import render


def test_render_aligns_names_left_and_figures_right() -> None:
    section = Section(
        title="How many raters?",
        meaning="What it says.",
        columns=("mean of", "reliability", "n"),
        rows=(("2 raters", "0.331", "1,020"), ("12 raters", "-", "20")),
        notes=("A note.",),
    )
    assert render("60 ratings.", [section]) == (
        "60 ratings.\n"
        "\n"
        "HOW MANY RATERS?\n"
        "What it says.\n"
        "  mean of     reliability       n\n"
        "  2 raters          0.331   1,020\n"
        "  12 raters             -      20\n"
        "  A note.\n"
    )


def test_render_wraps_what_is_long_and_leaves_out_an_empty_table() -> None:
    text = render("x", [Section("T", "word " * 40, ("a", "b"), ())])
    lines = text.splitlines()
    assert lines[:3] == ["x", "", "T"]
    assert [len(line) <= 96 for line in lines[3:]] == [True] * 3
