-- Grain: key account, by account_id. Columns: account_id, last_visit_on (last visit, event or meeting on or before the as-of
-- day; a call is none), days_since (days from it to the as-of day), due_on (when the next is due; empty without a class).
-- All three are empty where nobody ever went.
-- Formula: due_on = last_visit_on + the days of the class's cadence.
-- Source: visit_due (visit, account); domain.md, engagement; rules.md, Engagement.
SELECT
  visit_due.account_id,
  visit_due.last_visit_on,
  DATE_DIFF('day', visit_due.last_visit_on, param.as_of) AS days_since,
  visit_due.due_on
FROM visit_due
CROSS JOIN param
ORDER BY visit_due.account_id
