-- Grain: agreement of rebate.status with tiers, threshold; by agreement_no, threshold.
-- Columns: agreement_no, threshold (CNY or pieces), rate (fraction, from this threshold on), rebate_at_threshold (CNY; on a
-- quantity basis at the mean price of the window so far, unknown where nothing was bought).
-- Formula: R(threshold), with R as in rebate.status, rounded half up to 0.01. Source: rebate_at_point; rules.md, Rebate.
SELECT
  agreement_no,
  CAST(threshold AS DECIMAL(38, 2)) AS threshold,
  rate,
  CAST((2 * rebate_parts + SIGN(rebate_parts) * rebate_whole) // (2 * rebate_whole) AS DECIMAL(36, 0))
    * CAST(0.01 AS DECIMAL(2, 2)) AS rebate_at_threshold
FROM rebate_at_point
WHERE point = 'threshold'
ORDER BY agreement_no, threshold
