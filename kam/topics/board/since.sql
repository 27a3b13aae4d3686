-- The day since when the overview tells what has changed. Not a published question. Grain: one row.
-- Columns: since_on (the as-of day of the newest review that was kept and looked at an earlier day; without one the day a
-- month before the as-of day, the month's last where it has no such day), is_review (there is such a review).
-- Formula: a review is kept once it has figures. Source: review, review_figure.
SELECT CAST(COALESCE(kept.as_of, param.as_of - INTERVAL 1 MONTH) AS DATE) AS since_on, kept.as_of IS NOT NULL AS is_review
FROM param
CROSS JOIN (
  SELECT MAX(review.as_of) AS as_of
  FROM review
  JOIN review_figure ON review_figure.review_no = review.review_no
  JOIN param ON review.as_of < param.as_of
) AS kept
