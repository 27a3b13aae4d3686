-- The tiers as half-open bands, with one more below the first threshold. Grain: agreement with tiers x band.
-- threshold (empty below the first) and next_threshold (empty in the top band) in the agreement's basis; rate = fraction.
-- In whole numbers (INT128): threshold_parts, next_parts in 1/10000; rate_parts in 1/1000000; base_parts in 10^-10, so that
-- the rebate on x of a band is (rate x x + base) x mean price. all_unit: base = 0. marginal: what the lower bands earn in
-- full less rate x threshold. Source: rebate_tier, rebate_forecast (which holds the agreements in scope).
WITH tier AS (
  SELECT
    rebate_tier.agreement_no,
    rebate_forecast.method,
    rebate_tier.threshold,
    rebate_tier.rate,
    LEAD(rebate_tier.threshold) OVER (
      PARTITION BY rebate_tier.agreement_no ORDER BY rebate_tier.threshold
    ) AS next_threshold
  FROM rebate_tier
  JOIN rebate_forecast ON rebate_forecast.agreement_no = rebate_tier.agreement_no
),
whole AS (
  SELECT
    agreement_no,
    method,
    threshold,
    next_threshold,
    rate,
    CAST(threshold * 10000 AS INT128) AS threshold_parts,
    CAST(next_threshold * 10000 AS INT128) AS next_parts,
    CAST(rate * 1000000 AS INT128) AS rate_parts
  FROM tier
)
SELECT
  agreement_no,
  threshold,
  next_threshold,
  rate,
  threshold_parts,
  next_parts,
  rate_parts,
  CAST(
    CASE
      WHEN method = 'marginal'
        THEN COALESCE(
          SUM(rate_parts * (next_parts - threshold_parts)) OVER (
            PARTITION BY agreement_no ORDER BY threshold ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
          ), 0
        ) - rate_parts * threshold_parts
      ELSE 0
    END AS INT128
  ) AS base_parts
FROM whole
UNION ALL
SELECT
  agreement_no,
  CAST(NULL AS DECIMAL(18, 4)),
  MIN(threshold),
  CAST(0 AS DECIMAL(9, 6)),
  CAST(NULL AS INT128),
  MIN(threshold_parts),
  CAST(0 AS INT128),
  CAST(0 AS INT128)
FROM whole
GROUP BY agreement_no
