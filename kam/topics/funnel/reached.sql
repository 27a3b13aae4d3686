-- Grain: stage k, all 8, in order.
-- Columns: stage (1..8), accounts (accounts in scope whose highest stage up to the as-of day is >= k, released ones
-- included), conversion (fraction: reached k+1 / reached k; empty for 8 and where nobody reached k).
-- Source: stage_reached (stage_change); domain.md, funnel; rules.md, Funnel.
SELECT
  stage,
  accounts,
  CAST(LEAD(accounts) OVER (ORDER BY stage) AS DOUBLE) / NULLIF(accounts, 0) AS conversion
FROM (
  SELECT funnel_stage.stage, COUNT(stage_reached.account_id) AS accounts
  FROM funnel_stage
  LEFT JOIN stage_reached ON stage_reached.stage = funnel_stage.stage
  GROUP BY funnel_stage.stage
) AS counted
ORDER BY stage
