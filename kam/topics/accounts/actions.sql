-- Grain: action of an account in scope, finished or not; overdue ones first, the longest of them on top, then by due day,
-- finished ones last, the latest of them first. Columns: account_id, action_no, title, owner, starts_on, due_on, done_on, status (as written),
-- state (overdue: due before the as-of day and not finished; open; undated: open without due_on; finished), days_overdue.
-- Formula: days_overdue = as-of day - due_on. Source: action_known (action); domain.md, action; rules.md, Plan.
WITH placed AS (
  SELECT
    action_known.account_id,
    action_known.action_no,
    action_known.title,
    action_known.owner,
    action_known.starts_on,
    action_known.due_on,
    action_known.done_on,
    action_known.status,
    param.as_of,
    CASE
      WHEN action_known.is_finished THEN 'finished'
      WHEN action_known.due_on IS NULL THEN 'undated'
      WHEN action_known.due_on < param.as_of THEN 'overdue'
      ELSE 'open'
    END AS state
  FROM action_known
  CROSS JOIN param
)
SELECT
  account_id,
  action_no,
  title,
  owner,
  starts_on,
  due_on,
  done_on,
  status,
  state,
  CASE WHEN state = 'overdue' THEN DATE_DIFF('day', due_on, as_of) END AS days_overdue
FROM placed
ORDER BY
  CASE WHEN state = 'overdue' THEN 0 WHEN state = 'finished' THEN 2 ELSE 1 END,
  CASE WHEN state = 'finished' THEN COALESCE(done_on, due_on) END DESC,
  due_on,
  action_no
