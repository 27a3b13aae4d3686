-- Grain: review, the newest first. Columns: review_no, title, held_on, as_of, period_from, period_to, held_by, is_running (no
-- figure is kept yet: it was begun and not ended), decisions (those whose action stands, in scope).
-- Source: review, review_figure, review_decision, action_state (action).
SELECT
  review.review_no,
  review.title,
  review.held_on,
  review.as_of,
  review.period_from,
  review.period_to,
  review.held_by,
  kept.review_no IS NULL AS is_running,
  COALESCE(decided.decisions, 0) AS decisions
FROM review
LEFT JOIN (
  SELECT review_no FROM review_figure WHERE figure NOT LIKE 'stop.%' GROUP BY review_no
) AS kept ON kept.review_no = review.review_no
LEFT JOIN (
  SELECT review_decision.review_no, COUNT(*) AS decisions
  FROM review_decision
  JOIN action_state ON action_state.action_no = review_decision.action_no
  GROUP BY review_decision.review_no
) AS decided ON decided.review_no = review.review_no
ORDER BY review.held_on DESC, review.review_no DESC
