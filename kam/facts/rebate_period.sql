-- What each agreement costs in the period. Grain: agreement of rebate_window with tiers x figure: 'rebate' = R x part;
-- 'windfall' = the rebate on the volume that last year's sales already had x part: all_unit at the rate of the volume,
-- marginal R(kept). part = volume in window and period / volume so far, 0 where nothing was bought. amount in CNY, rounded
-- once, half away from zero; windfall is empty where the company's orders do not reach back to last year's window.
-- rebate x part = (A / B) x (C / D) is brought to lowest terms crosswise, so that whole numbers (INT128) suffice.
-- Source: rebate_window, rebate_volume, rebate_forecast, rebate_agreement, rebate_at_point; rules.md, Rebate: margin.
WITH whole AS (
  SELECT
    rebate_window.agreement_no,
    figure.figure,
    CASE
      WHEN figure.figure = 'rebate' THEN rebate_agreement.earned_parts
      WHEN NOT rebate_window.has_last_year THEN NULL
      WHEN rebate_window.method = 'marginal' THEN kept_at.rebate_parts
      WHEN rebate_forecast.kept_parts = 0 THEN 0
      ELSE rebate_forecast.price_parts * CAST(rebate_agreement.rate * 1000000 AS INT128) * rebate_forecast.kept_parts
    END AS rebate_parts,
    kept_at.rebate_whole,
    CASE WHEN rebate_volume.volume > 0 THEN CAST(rebate_volume.period_volume * 10000 AS INT128) ELSE 0 END AS part_parts,
    CASE WHEN rebate_volume.volume > 0 THEN CAST(rebate_volume.volume * 10000 AS INT128) ELSE 1 END AS part_whole
  FROM rebate_window
  JOIN rebate_volume ON rebate_volume.agreement_no = rebate_window.agreement_no
  JOIN rebate_forecast ON rebate_forecast.agreement_no = rebate_window.agreement_no
  JOIN rebate_agreement ON rebate_agreement.agreement_no = rebate_window.agreement_no
  JOIN rebate_at_point AS kept_at ON kept_at.agreement_no = rebate_window.agreement_no AND kept_at.point = 'kept'
  CROSS JOIN (SELECT 'rebate' AS figure UNION ALL SELECT 'windfall') AS figure
),
plain AS (
  SELECT
    agreement_no,
    figure,
    rebate_parts,
    rebate_whole,
    part_parts // gcd(part_parts, part_whole) AS part_parts,
    part_whole // gcd(part_parts, part_whole) AS part_whole
  FROM whole
),
crossed AS (
  SELECT
    agreement_no,
    figure,
    (rebate_parts // gcd(rebate_parts, part_whole)) * (part_parts // gcd(part_parts, rebate_whole)) AS parts,
    (part_whole // gcd(rebate_parts, part_whole)) * (rebate_whole // gcd(part_parts, rebate_whole)) AS wholes
  FROM plain
)
SELECT
  agreement_no,
  figure,
  CAST((2 * parts + SIGN(parts) * wholes) // (2 * wholes) AS DECIMAL(36, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS amount
FROM crossed
