-- Grain: stage, all 8, in order.
-- Columns: stage (1..8), accounts (accounts in scope whose stage it is on the as-of day; released ones are out),
-- sales_12m (their sales of the last 12 months in CNY, returns included; empty when the store has no order line by
-- the as-of day).
-- Formula: stage now = the last stage change on or before the as-of day; sales_12m = sum of order_line.amount.
-- Source: account_stage (stage_change), year_sale (order_line); domain.md, funnel; rules.md, Funnel and General.
WITH standing AS (
  SELECT account_stage.stage, COUNT(*) AS accounts, SUM(year_sale.amount) AS amount
  FROM account_stage
  LEFT JOIN year_sale ON year_sale.account_id = account_stage.account_id
  WHERE NOT account_stage.is_released
  GROUP BY account_stage.stage
)
SELECT
  funnel_stage.stage,
  COALESCE(standing.accounts, 0) AS accounts,
  CASE
    WHEN param.first_ordered_on <= param.as_of THEN CAST(COALESCE(standing.amount, 0) AS DECIMAL(18, 2))
  END AS sales_12m
FROM funnel_stage
CROSS JOIN param
LEFT JOIN standing ON standing.stage = funnel_stage.stage
ORDER BY funnel_stage.stage
