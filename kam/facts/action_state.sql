-- What became of every action by the as-of day, whatever its days. Grain: action in scope. region, account_id and scope as
-- in action_planned. state: cancelled, done (by the as-of day, or without a day), overdue (due before the as-of day), else
-- open. Source: action; rules.md, Plan.
SELECT
  action_no,
  account_id,
  region,
  title,
  owner,
  starts_on,
  due_on,
  done_on,
  state
FROM (
  SELECT
    action.action_no,
    customer.account_id,
    COALESCE(action.region, customer.region) AS region,
    action.title,
    action.owner,
    action.starts_on,
    action.due_on,
    CASE WHEN action.done_on <= param.as_of THEN action.done_on END AS done_on,
    CASE
      WHEN action.status = 'cancelled' THEN 'cancelled'
      WHEN action.done_on <= param.as_of THEN 'done'
      WHEN action.status = 'done' AND action.done_on IS NULL THEN 'done'
      WHEN action.due_on < param.as_of THEN 'overdue'
      ELSE 'open'
    END AS state
  FROM action
  JOIN customer ON customer.account_id = COALESCE(action.account_id, '') AND customer.is_asked
  CROSS JOIN param
) AS judged
WHERE
  ($regions = '' OR STRPOS($regions, CHR(31) || region || CHR(31)) > 0)
  AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || region || CHR(31)) > 0)
