-- Grain: agreement whose window overlaps the period, signed or not, of an account in scope; by agreement_no.
-- Columns: agreement_no, account_id, volume (CNY or pieces, from the window's start to the as-of day), rate (fraction, of
-- the band that holds the volume), earned (CNY), next_threshold, gap (both in the volume's unit; empty in the top band),
-- forecast_volume, forecast_rebate (CNY), accrued (CNY), effective_rate (earned / CNY bought), committed_volume,
-- progress (volume / committed_volume), elapsed (part of the window's days), bought (CNY, of the lines of volume). Rebates
-- are empty without tiers.
-- Formula: bands are threshold_i <= V < threshold_i+1. all_unit: R(V) = rate(V) x V. marginal: R(V) = sum of
-- rate_i x max(0, min(V, threshold_i+1) - threshold_i). On a quantity basis times the mean price of the window. Forecast
-- V^ = V / last year's part by the same day, else V x days / elapsed days. accrued = R(V^) / V^ x V. Rounded half up, once.
-- Source: rebate_agreement (agreement, rebate_tier, order_line); domain.md and rules.md, Rebate.
-- (2 x parts + sign x whole) // (2 x whole) is parts / whole rounded half away from zero in whole numbers: no binary noise.
SELECT
  agreement_no,
  NULLIF(account_id, '') AS account_id,
  CAST(volume AS DECIMAL(38, 2)) AS volume,
  rate,
  CAST((2 * earned_parts + SIGN(earned_parts) * earned_whole) // (2 * earned_whole) AS DECIMAL(36, 0))
    * CAST(0.01 AS DECIMAL(2, 2)) AS earned,
  CAST(next_threshold AS DECIMAL(38, 2)) AS next_threshold,
  CAST(next_threshold - volume AS DECIMAL(38, 2)) AS gap,
  CAST(
    (2 * forecast_parts + SIGN(forecast_parts) * forecast_whole * 100) // (200 * forecast_whole) AS DECIMAL(36, 0)
  ) * CAST(0.01 AS DECIMAL(2, 2)) AS forecast_volume,
  CAST(
    (2 * forecast_rebate_parts + SIGN(forecast_rebate_parts) * forecast_rebate_whole) // (2 * forecast_rebate_whole)
    AS DECIMAL(36, 0)
  ) * CAST(0.01 AS DECIMAL(2, 2)) AS forecast_rebate,
  CAST((2 * accrued_parts + SIGN(accrued_parts) * accrued_whole) // (2 * accrued_whole) AS DECIMAL(36, 0))
    * CAST(0.01 AS DECIMAL(2, 2)) AS accrued,
  CASE
    WHEN earned_parts IS NULL THEN NULL
    WHEN volume < 0 THEN 0.0
    WHEN bought > 0 THEN CAST(earned_parts AS DOUBLE) / earned_whole / (bought * 100)
  END AS effective_rate,
  CAST(committed_volume AS DECIMAL(38, 2)) AS committed_volume,
  volume / NULLIF(committed_volume, 0) AS progress,
  elapsed_days / days AS elapsed,
  CAST(bought AS DECIMAL(18, 2)) AS bought
FROM rebate_agreement
ORDER BY agreement_no
