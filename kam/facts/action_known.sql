-- What was agreed on with the customers in scope, finished or not, whatever the period began with. Grain: action of an
-- account that starts by the as-of day or, where that is later, the period's end (without a start: always). region, filters
-- and scope as in action_planned. status as written; done_on = where it has come by the as-of day; is_finished as there.
-- Source: action; rules.md, Plan.
SELECT action_no, account_id, region, title, owner, starts_on, due_on, done_on, status, is_finished
FROM (
  SELECT
    action.action_no,
    customer.account_id,
    COALESCE(action.region, customer.region) AS region,
    action.title,
    action.owner,
    action.starts_on,
    action.due_on,
    action.status,
    CASE WHEN action.done_on <= param.as_of THEN action.done_on END AS done_on,
    COALESCE(action.done_on <= param.as_of, FALSE)
      OR COALESCE(action.status = 'done' AND action.done_on IS NULL, FALSE)
      OR COALESCE(action.status = 'cancelled', FALSE) AS is_finished
  FROM action
  JOIN customer ON customer.account_id = action.account_id AND customer.is_asked
  CROSS JOIN param
  WHERE action.starts_on IS NULL OR action.starts_on <= GREATEST(param.as_of, CAST($period_to AS DATE))
) AS placed
WHERE
  ($regions = '' OR STRPOS($regions, CHR(31) || region || CHR(31)) > 0)
  AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || region || CHR(31)) > 0)
