-- The action plan as it stands on the as-of day. Grain: action of the viewer's scope, region and customer filters. account_id:
-- '' where the action names no customer. region, filters and scope as in fund_booked; owner = the action's own. status as
-- written; finished_on = done_on as written; done_on = where it has come by the as-of day. is_finished = done by the as-of
-- day, done without a day, or cancelled. Source: action; rules.md, Plan.
SELECT action_no, account_id, region, title, owner, starts_on, due_on, finished_on, done_on, status, is_finished
FROM (
  SELECT
    action.action_no,
    customer.account_id,
    COALESCE(action.region, customer.region) AS region,
    action.title,
    action.owner,
    action.starts_on,
    action.due_on,
    action.done_on AS finished_on,
    action.status,
    CASE WHEN action.done_on <= param.as_of THEN action.done_on END AS done_on,
    COALESCE(action.done_on <= param.as_of, FALSE)
      OR COALESCE(action.status = 'done' AND action.done_on IS NULL, FALSE)
      OR COALESCE(action.status = 'cancelled', FALSE) AS is_finished
  FROM action
  JOIN customer ON customer.account_id = COALESCE(action.account_id, '') AND customer.is_asked
  CROSS JOIN param
) AS placed
WHERE
  ($regions = '' OR STRPOS($regions, CHR(31) || region || CHR(31)) > 0)
  AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || region || CHR(31)) > 0)
