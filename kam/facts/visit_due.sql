-- When the next visit is due. Grain: key account in scope. last_visit_on = of the last visit, event or meeting on or before
-- the as-of day, a call is none; due_on = it + the days of the class's cadence, empty without a class; both are empty where
-- nobody ever went. Source: meeting, customer, visit_cadence; domain.md, engagement; rules.md, Engagement.
SELECT
  customer.account_id,
  seen.last_visit_on,
  CAST(seen.last_visit_on + visit_cadence.days * INTERVAL 1 DAY AS DATE) AS due_on
FROM customer
LEFT JOIN (
  SELECT account_id, MAX(visited_on) AS last_visit_on FROM meeting GROUP BY account_id
) AS seen ON seen.account_id = customer.account_id
LEFT JOIN visit_cadence ON visit_cadence.account_class = customer.account_class
WHERE customer.is_in AND customer.is_key
