-- Grain: account in scope, by account_id. Every customer but "no customer".
-- Columns: account_id, account_name, account_class, region, manager, status (candidate, locked, released), locked_on,
-- released_on, annual_potential (CNY), stage (now, 1..8; empty: none, or released), entered_on (of the stay in it), days
-- (in the stage so far), last_visit_on (last visit, event or meeting; a call is none), due_on (next visit; key accounts
-- with a class, once visited). Source: customer, account_stage, meeting, visit_due; rules.md, Funnel and Engagement.
SELECT
  customer.account_id,
  customer.account_name,
  customer.account_class,
  customer.region,
  customer.manager,
  customer.status,
  customer.locked_on,
  customer.released_on,
  customer.annual_potential,
  CASE WHEN NOT customer.is_released THEN account_stage.stage END AS stage,
  CASE WHEN NOT customer.is_released THEN account_stage.entered_on END AS entered_on,
  CASE WHEN NOT customer.is_released THEN account_stage.days END AS days,
  met.last_visit_on,
  visit_due.due_on
FROM customer
LEFT JOIN account_stage ON account_stage.account_id = customer.account_id
LEFT JOIN (
  SELECT account_id, MAX(visited_on) AS last_visit_on FROM meeting GROUP BY account_id
) AS met ON met.account_id = customer.account_id
LEFT JOIN visit_due ON visit_due.account_id = customer.account_id
WHERE customer.is_in AND customer.account_id <> ''
ORDER BY customer.account_id
