-- Grain: stage x length of stay at which a spell in scope ended or was censored; by stage, days.
-- Columns: stage (1..8), days (whole days in the stage), at_risk (spells at least that long), ended (left the stage then),
-- censored (still in it, or released, at that length), survival (fraction: the part of the spells that lasts longer).
-- Formula: Kaplan-Meier, S = the product of 1 - ended / at_risk; all history, whatever the period.
-- Source: stage_survival; domain.md, funnel: dwell.
SELECT
  stage,
  days,
  CAST(at_risk AS BIGINT) AS at_risk,
  CAST(ended AS BIGINT) AS ended,
  CAST(at_risk - ended - LEAD(at_risk, 1, 0) OVER (PARTITION BY stage ORDER BY days) AS BIGINT) AS censored,
  survival
FROM stage_survival
WHERE population = 'scope'
ORDER BY stage, days
