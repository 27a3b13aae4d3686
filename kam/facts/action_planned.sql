-- The action plan of the period. Grain: action in scope that starts by the period's end (or has no start) and was not done
-- before the period. region, account_id and scope as in fund_booked; owner = the action's own. done_on = where it has come
-- by the as-of day. is_finished = done by the as-of day, done without a day, or cancelled; is_overdue = due before the as-of
-- day and not finished, unknown for an open one without due_on. Source: action; rules.md, Plan.
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
  CASE WHEN is_finished THEN FALSE ELSE due_on < as_of END AS is_overdue
FROM (
  SELECT
    action.action_no,
    customer.account_id,
    COALESCE(action.region, customer.region) AS region,
    action.title,
    action.owner,
    action.starts_on,
    action.due_on,
    param.as_of,
    CASE WHEN action.done_on <= param.as_of THEN action.done_on END AS done_on,
    COALESCE(action.done_on <= param.as_of, FALSE)
      OR COALESCE(action.status = 'done' AND action.done_on IS NULL, FALSE)
      OR COALESCE(action.status = 'cancelled', FALSE) AS is_finished
  FROM action
  JOIN customer ON customer.account_id = COALESCE(action.account_id, '') AND customer.is_asked
  CROSS JOIN param
  WHERE
    (action.starts_on IS NULL OR action.starts_on <= param.period_to)
    AND (action.done_on IS NULL OR action.done_on >= param.period_from)
) AS placed
WHERE
  ($regions = '' OR STRPOS($regions, CHR(31) || region || CHR(31)) > 0)
  AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || region || CHR(31)) > 0)
