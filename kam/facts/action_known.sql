-- What was agreed on with the customers in scope, finished or not, whatever the period began with. Grain: action of an
-- account that starts by the as-of day or, where that is later, the period's end (without a start: always). Columns of
-- action_dated. Source: action_dated; rules.md, Plan.
SELECT action_no, account_id, region, title, owner, starts_on, due_on, done_on, status, is_finished
FROM action_dated
CROSS JOIN param
WHERE account_id <> '' AND (starts_on IS NULL OR starts_on <= GREATEST(param.as_of, CAST($period_to AS DATE)))
