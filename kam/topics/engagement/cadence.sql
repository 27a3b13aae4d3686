-- Grain: key account, by account_id. Columns: account_id, last_visit_on (last visit, event or meeting on or before the as-of
-- day; a call is none), days_since (days from it to the as-of day), due_on (when the next is due; empty without a class).
-- All three are empty where nobody ever went.
-- Formula: due_on = last_visit_on + the days of the class's cadence.
-- Source: meeting, customer, visit_cadence (visit, account); domain.md, engagement; rules.md, Engagement.
SELECT
  customer.account_id,
  seen.last_visit_on,
  DATE_DIFF('day', seen.last_visit_on, param.as_of) AS days_since,
  CAST(seen.last_visit_on + visit_cadence.days * INTERVAL 1 DAY AS DATE) AS due_on
FROM customer
CROSS JOIN param
LEFT JOIN (
  SELECT account_id, MAX(visited_on) AS last_visit_on FROM meeting GROUP BY account_id
) AS seen ON seen.account_id = customer.account_id
LEFT JOIN visit_cadence ON visit_cadence.account_class = customer.account_class
WHERE customer.is_in AND customer.is_key
ORDER BY customer.account_id
