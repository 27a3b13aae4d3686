-- Grain: stage, all 8, in order. All history of the accounts in scope up to the as-of day, released ones up to the
-- release.
-- Columns: stage (1..8), spells (stays in it, n), censored (of them, those not seen to end), median_days, p75_days,
-- p90_days (whole days; empty where the curve does not get there).
-- Formula: Kaplan-Meier, S(t) = product of 1 - d/n over the lengths up to t; quantile q = the smallest t with S(t) <=
-- 1 - q, with a tolerance of 1e-9, since S at an exact tie is a hair off in binary.
-- Source: stage_survival, spell (stage_change); domain.md, funnel; rules.md, Funnel.
WITH stayed AS (
  SELECT stage, COUNT(*) AS spells, COUNT(CASE WHEN NOT is_ended THEN 1 END) AS censored
  FROM spell
  WHERE is_in
  GROUP BY stage
),
passed AS (
  SELECT
    stage,
    MIN(CASE WHEN survival <= 0.5 + 1e-9 THEN days END) AS median_days,
    MIN(CASE WHEN survival <= 0.25 + 1e-9 THEN days END) AS p75_days,
    MIN(CASE WHEN survival <= 0.1 + 1e-9 THEN days END) AS p90_days
  FROM stage_survival
  GROUP BY stage
)
SELECT
  funnel_stage.stage,
  COALESCE(stayed.spells, 0) AS spells,
  COALESCE(stayed.censored, 0) AS censored,
  CAST(passed.median_days AS INTEGER) AS median_days,
  CAST(passed.p75_days AS INTEGER) AS p75_days,
  CAST(passed.p90_days AS INTEGER) AS p90_days
FROM funnel_stage
LEFT JOIN stayed ON stayed.stage = funnel_stage.stage
LEFT JOIN passed ON passed.stage = funnel_stage.stage
ORDER BY funnel_stage.stage
