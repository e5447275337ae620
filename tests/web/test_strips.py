from interviews.web.strips import draw, number


def xs(strip, which="dots"):
    return [dot.x for dot in getattr(strip, which)]


def test_draw_places_scores_by_their_value():
    strip = draw([2, 4, 5], low=1, high=5)
    assert xs(strip) == [40.0, 100.0, 130.0]
    assert [point.label for point in strip.points] == ["1", "2", "3", "4", "5"]


def test_draw_stacks_equal_scores_upward():
    strip = draw([4, 4], low=1, high=5)
    assert xs(strip) == [100.0, 100.0]
    assert [dot.y for dot in strip.dots] == [strip.base, strip.base - 12.0]


def test_draw_sets_three_abreast_when_many_are_equal():
    strip = draw([3] * 7, low=1, high=5)
    assert len({dot.x for dot in strip.dots}) == 3
    assert strip.radius == 3.25


def test_draw_stands_counted_and_apart_on_one_stack():
    strip = draw([3], low=1, high=5, apart=[3])
    assert strip.apart[0].x == strip.dots[0].x
    assert strip.apart[0].y < strip.dots[0].y


def test_draw_keeps_gaps_off_the_scale():
    strip = draw([], low=1, high=5, gaps=2)
    assert min(xs(strip, "gaps")) > strip.line_to
    assert max(xs(strip, "gaps")) < strip.width


def test_draw_half_median_stands_between_points():
    strip = draw([3, 4], low=1, high=5, median=3.5)
    assert strip.median == 85.0


def test_draw_labels_only_ends_and_middle_of_a_long_scale():
    assert [point.label for point in draw([], low=0, high=20).points] == ["0", "10", "20"]


def test_draw_scale_of_one_point_has_a_width():
    assert draw([3], low=3, high=3).width == 20.0


def test_words_say_what_the_picture_shows():
    strip = draw([2, 4, 5], low=1, high=5, minimum=3, median=4, gaps=1, apart=[3])
    assert strip.words == (
        "Scores 2, 4 and 5, on a scale from 1 to 5. Median 4. Minimum 3. Shown apart, not counted: 3. 1 not rated."
    )


def test_words_of_one_score_and_of_none():
    assert draw([4], low=1, high=5).words == "One score, 4, on a scale from 1 to 5."
    assert draw([], low=1, high=5).words == "No scores, on a scale from 1 to 5."


def test_number_drops_zeros_that_say_nothing():
    assert [number(3.0), number(3.5), number(3.25)] == ["3", "3.5", "3.25"]


def test_draw_sets_the_band_about_the_line():
    strip = draw([], low=1, high=5, plausible=(2.5, 4.0))
    assert (strip.band.x, strip.band.width) == (54.0, 47.0)
    assert strip.band.y + strip.band.height / 2 == strip.base


def test_draw_cuts_the_band_at_the_ends_of_the_scale():
    strip = draw([5], low=1, high=5, plausible=(3.0, 6.2))
    assert (strip.band.x, strip.band.width) == (69.0, 62.0)
    assert strip.words == "One score, 5, on a scale from 1 to 5. Mean plausibly 3.0 to 5.0."
    beyond = draw([5], low=1, high=5, plausible=(5.5, 6.2))
    assert (beyond.band.x, beyond.band.width) == (129.0, 2.0)


def test_draw_without_an_interval_has_no_band():
    assert draw([3], low=1, high=5).band is None
