-- Grain: stage, all 8, in order. All history of the accounts in scope up to the as-of day, released ones up to the
-- release.
-- Columns: stage (1..8), spells (stays in it, n), censored (of them, those not seen to end), median_days, p75_days,
-- p90_days (whole days; empty where the curve does not get there).
-- Formula: Kaplan-Meier, S(t) = product of 1 - d/n over the lengths up to t; quantile q = the smallest t with S(t) <=
-- 1 - q, with a tolerance of 1e-9, since S at an exact tie is a hair off in binary.
-- Source: stage_quantile, spell (stage_change); domain.md, funnel; rules.md, Funnel.
WITH stayed AS (
  SELECT stage, COUNT(*) AS spells, COUNT(CASE WHEN NOT is_ended THEN 1 END) AS censored
  FROM spell
  WHERE is_in
  GROUP BY stage
)
SELECT
  funnel_stage.stage,
  COALESCE(stayed.spells, 0) AS spells,
  COALESCE(stayed.censored, 0) AS censored,
  stage_quantile.median_days,
  stage_quantile.p75_days,
  stage_quantile.p90_days
FROM funnel_stage
LEFT JOIN stayed ON stayed.stage = funnel_stage.stage
LEFT JOIN stage_quantile ON stage_quantile.stage = funnel_stage.stage AND stage_quantile.population = 'scope'
ORDER BY funnel_stage.stage
