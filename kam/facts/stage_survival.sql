-- How long stays last: the Kaplan-Meier curve of each stage. Grain: population ('scope' = the spells in scope, 'company' =
-- those of everybody) x stage x length in days at which a spell ended or was censored. at_risk = n, spells at least that long; ended = d, those that ended then;
-- survival = S(days), the part that lasts longer: the product of 1 - d/n over all lengths up to this one.
-- The product is exp(sum(ln(1 - d/n))), with a flag where d = n, as the logarithm of 0 is none. Those censored at a
-- length are still at risk at it. Source: spell; Kaplan and Meier 1958.
WITH counted AS (
  SELECT
    seen.population,
    spell.stage,
    spell.days,
    COUNT(*) AS spells,
    SUM(CASE WHEN spell.is_ended THEN 1 ELSE 0 END) AS ended
  FROM spell
  JOIN (SELECT 'scope' AS population UNION ALL SELECT 'company') AS seen
    ON spell.is_in OR seen.population = 'company'
  GROUP BY seen.population, spell.stage, spell.days
),
facing AS (
  SELECT population, stage, days, ended, SUM(spells) OVER (PARTITION BY population, stage ORDER BY days DESC) AS at_risk
  FROM counted
),
factor AS (
  SELECT
    population,
    stage,
    days,
    ended,
    at_risk,
    CASE WHEN ended = at_risk THEN 1 ELSE 0 END AS is_last,
    CASE WHEN ended < at_risk THEN LN(1 - CAST(ended AS DOUBLE) / at_risk) ELSE 0 END AS log_part
  FROM facing
)
SELECT
  population,
  stage,
  days,
  at_risk,
  ended,
  CASE
    WHEN MAX(is_last) OVER (PARTITION BY population, stage ORDER BY days) = 1 THEN 0
    ELSE EXP(SUM(log_part) OVER (PARTITION BY population, stage ORDER BY days))
  END AS survival
FROM factor
