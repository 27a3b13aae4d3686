-- The page's own list of plan.actions: the same rows, with what a person needs to act. Not a published question.
-- Grain: action of plan.actions; overdue ones first, the longest of them on top, then by due day, finished ones last.
-- Columns: action_no, title, account_id (empty = nobody), region, owner, starts_on, due_on, done_on (empty while it has not
-- come), state (overdue: due before the as-of day and not finished; open; undated: open without due_on; finished: done by
-- the as-of day, done without a day, or cancelled), days_overdue (of an overdue one; else empty).
-- Formula: days_overdue = as-of day - due_on. Source: action_planned (action); domain.md, action; rules.md, Plan.
WITH placed AS (
  SELECT
    action_planned.action_no,
    action_planned.title,
    NULLIF(action_planned.account_id, '') AS account_id,
    action_planned.region,
    action_planned.owner,
    action_planned.starts_on,
    action_planned.due_on,
    action_planned.done_on,
    param.as_of,
    CASE
      WHEN action_planned.is_finished THEN 'finished'
      WHEN action_planned.due_on IS NULL THEN 'undated'
      WHEN action_planned.due_on < param.as_of THEN 'overdue'
      ELSE 'open'
    END AS state
  FROM action_planned
  CROSS JOIN param
)
SELECT
  action_no,
  title,
  account_id,
  region,
  owner,
  starts_on,
  due_on,
  done_on,
  state,
  CASE WHEN state = 'overdue' THEN DATE_DIFF('day', due_on, as_of) END AS days_overdue
FROM placed
ORDER BY
  CASE WHEN state = 'overdue' THEN 0 WHEN state = 'finished' THEN 2 ELSE 1 END,
  due_on,
  action_no
