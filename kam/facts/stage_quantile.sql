-- How many days it takes until a part of the stays in a stage has ended. Grain: population (see stage_survival) x stage with
-- a stay. median_days, p75_days, p90_days = the smallest length t with S(t) <= 1 - q, empty where the curve does not get
-- there; with a tolerance of 1e-9, since S at an exact tie is a hair off in binary. Source: stage_survival.
SELECT
  population,
  stage,
  CAST(MIN(CASE WHEN survival <= 0.5 + 1e-9 THEN days END) AS INTEGER) AS median_days,
  CAST(MIN(CASE WHEN survival <= 0.25 + 1e-9 THEN days END) AS INTEGER) AS p75_days,
  CAST(MIN(CASE WHEN survival <= 0.1 + 1e-9 THEN days END) AS INTEGER) AS p90_days
FROM stage_survival
GROUP BY population, stage
