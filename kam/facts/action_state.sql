-- What became of every action by the as-of day, whatever its days. Grain: action of action_dated. state: cancelled, done (by
-- the as-of day, or without a day), overdue (due before the as-of day), else open. Source: action_dated; rules.md, Plan.
SELECT
  action_no,
  account_id,
  region,
  title,
  owner,
  starts_on,
  due_on,
  done_on,
  CASE
    WHEN status = 'cancelled' THEN 'cancelled'
    WHEN is_finished THEN 'done'
    WHEN due_on < param.as_of THEN 'overdue'
    ELSE 'open'
  END AS state
FROM action_dated
CROSS JOIN param
