-- Grain: account in scope, by account_id. Every customer but "no customer".
-- Columns: account_id, account_name, account_class, region, manager, stage (now, 1..8; empty: none, or released),
-- highest (the highest stage so far), entered_on (day of the last move), sales_12m (CNY, last 12 months; empty without any order line).
WITH dated AS (
  SELECT
    change.account_id,
    change.entered_on,
    change.stage,
    ROW_NUMBER() OVER (
      PARTITION BY change.account_id, change.entered_on ORDER BY change._batch DESC, change._row DESC
    ) AS from_last
  FROM stage_change AS change
  JOIN customer ON customer.account_id = change.account_id
  CROSS JOIN param
  WHERE change.entered_on <= param.as_of
    AND (customer.released_day IS NULL OR change.entered_on <= customer.released_day)
),
counted AS (
  SELECT account_id, entered_on, stage FROM dated WHERE from_last = 1
),
changed AS (
  SELECT
    account_id, entered_on, stage, LAG(stage) OVER (PARTITION BY account_id ORDER BY entered_on) AS before_stage
  FROM counted
),
moved AS (
  SELECT
    account_id,
    entered_on,
    stage,
    MAX(stage) OVER (PARTITION BY account_id) AS highest,
    ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY entered_on DESC) AS from_last
  FROM changed
  WHERE before_stage IS NULL OR before_stage <> stage
),
bought AS (
  SELECT sale.account_id, SUM(sale.amount) AS amount
  FROM sale
  CROSS JOIN param
  WHERE sale.ordered_on >= param.year_from
  GROUP BY sale.account_id
)
SELECT
  customer.account_id,
  customer.account_name,
  customer.account_class,
  customer.region,
  customer.manager,
  CASE WHEN NOT customer.is_released THEN moved.stage END AS stage,
  moved.highest,
  moved.entered_on,
  CASE WHEN param.first_ordered_on <= param.as_of THEN COALESCE(bought.amount, 0) END AS sales_12m
FROM customer
CROSS JOIN param
LEFT JOIN moved ON moved.account_id = customer.account_id AND moved.from_last = 1
LEFT JOIN bought ON bought.account_id = customer.account_id
WHERE customer.is_in AND customer.account_id <> ''
ORDER BY customer.account_id
