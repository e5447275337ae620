"""Why a number is missing, in words for people."""

from __future__ import annotations

from panels.consensus.statistics import gwet, icc, krippendorff

OF_ALPHA = {
    krippendorff.TOO_FEW: "No target has two ratings on one item.",
    krippendorff.NO_VARIATION: "No variation: all ratings that can be compared are equal.",
    krippendorff.NEGATIVE: "Some ratings are below zero, of which no ratio can be taken.",
    krippendorff.TOO_MANY_VALUES: f"More than {krippendorff.MOST_VALUES} different ratings.",
}
OF_GWET = {
    gwet.TOO_FEW: "No target has two ratings on one item.",
    gwet.NO_VARIATION: "No variation: only one level was ever given.",
    gwet.TOO_MANY_VALUES: f"More than {gwet.MOST_VALUES} different ratings.",
}
OF_ICC = {
    icc.INCOMPLETE: "Not every rater rated every target; see the variances of the two-way model instead.",
    icc.TOO_FEW: "Fewer than two targets or fewer than two raters.",
    icc.NO_VARIATION: "No variation: all means over items are equal.",
}
NO_FORM = "The ratings vary in a way that leaves this form without a denominator."
ONE_UNIT = "A single target and item with two ratings gives no standard error."
ONE_LEVEL = "All ratings are equal, so the number of levels is not known. Name the scale, as in --scale 1-5."
NOT_RATED_TWICE = "No target has two ratings on this item."
NO_INDEX = "Every target's mean lies too near an end of the scale for this index."
NOT_ON_EVERY_ITEM = "No target has two ratings on every item."
NOTHING_VARIES = "Neither targets nor raters nor anything else varies in the means over items."
NO_CRITERION = "The model leaves nothing over, so its likelihood has no bound."
