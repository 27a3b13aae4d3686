-- The action plan of the period. Grain: action of action_dated that starts by the period's end (or has no start) and was not
-- done before the period. is_overdue = due before the as-of day and not finished, unknown for an open one without due_on.
-- Source: action_dated; rules.md, Plan.
SELECT
  action_no,
  account_id,
  region,
  title,
  owner,
  starts_on,
  due_on,
  done_on,
  is_finished,
  CASE WHEN is_finished THEN FALSE ELSE due_on < param.as_of END AS is_overdue
FROM action_dated
CROSS JOIN param
WHERE
  (starts_on IS NULL OR starts_on <= param.period_to)
  AND (finished_on IS NULL OR finished_on >= param.period_from)
