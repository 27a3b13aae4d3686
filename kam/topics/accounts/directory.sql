-- Grain: account in scope, by account_id. Every customer but "no customer".
-- Columns: account_id, account_name, account_class, region, manager, stage (now, 1..8; empty: none, or released),
-- highest (the highest stage so far), entered_on (day of the last move), sales_12m (CNY, last 12 months; empty without any order line).
WITH climbed AS (
  SELECT account_id, MAX(stage) AS highest
  FROM stage_reached
  GROUP BY account_id
)
SELECT
  customer.account_id,
  customer.account_name,
  customer.account_class,
  customer.region,
  customer.manager,
  CASE WHEN NOT customer.is_released THEN account_stage.stage END AS stage,
  climbed.highest,
  account_stage.entered_on,
  CASE WHEN param.first_ordered_on <= param.as_of THEN COALESCE(year_sale.amount, 0) END AS sales_12m
FROM customer
CROSS JOIN param
LEFT JOIN account_stage ON account_stage.account_id = customer.account_id
LEFT JOIN climbed ON climbed.account_id = customer.account_id
LEFT JOIN year_sale ON year_sale.account_id = customer.account_id
WHERE customer.is_in AND customer.account_id <> ''
ORDER BY customer.account_id
