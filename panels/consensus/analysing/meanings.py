"""What the numbers of an analysis say and what they cannot tell, a short paragraph a section."""

RELIABLE = 0.8

AGREEMENT = (
    "1 is perfect agreement, 0 is what chance would reach. Alpha compares differences between raters with those "
    "between targets: where targets hardly differ it is low even if raters are close, and AC1 and AC2 show that beside "
    "it. None of them tells whether the raters are right."
)
CORRELATIONS = (
    "The share of real differences between targets in a rating, on means over items, when every rater rated every "
    "target. It holds for targets as different as these."
)
WITHIN = (
    "How close the ratings of one target lie: 1 is the same rating by everyone, 0 is no closer than guessing; the "
    "distance is in levels. With two or three raters chance alone gets far: .70 is no success there."
)
VARIANCES = (
    "How much of the differences between ratings comes from whom it is about, from who rates, and from the rest. A "
    "large share of severity means that it matters by whom one is rated."
)
D_STUDY = (
    "The reliability of a mean over so many raters, drawn anew for each target, on means over items. It foresees "
    "raters and targets like these, no others."
)
TARGETS = (
    "Each target's level beside the average one, corrected for who rated it and drawn towards the average where little "
    "is known. Two targets nearer to each other than about three times that deviation cannot be told apart."
)
RATERS = (
    "How much higher (+) or lower (-) a rater rates the same targets than colleagues. A difference is a reason for a "
    "talk about the scale, no fault."
)
APART = "These ratings fall into {parts} parts that no rater joins: across them a comparison rests on assumption."
