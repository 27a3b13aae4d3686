-- Grain: action that starts by the period's end and was not done before the period, by action_no.
-- Columns: action_no, account_id (empty = nobody), owner, due_on, done_on (empty while it has not come), is_overdue (due
-- before the as-of day and not finished; unknown for an open action without due_on).
-- Formula: finished = done_on on or before the as-of day, or status done without a day, or cancelled.
-- Source: action_planned (action); domain.md, action; rules.md, Plan.
SELECT action_no, NULLIF(account_id, '') AS account_id, owner, due_on, done_on, is_overdue
FROM action_planned
ORDER BY action_no
