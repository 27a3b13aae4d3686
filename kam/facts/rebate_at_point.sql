-- The rebate at each point, unrounded. Grain: row of rebate_point of an agreement with tiers.
-- threshold, next_threshold, rate = those of the band that holds the point (threshold_i <= x < threshold_i+1; below the
-- first: empty, the first, 0). rebate = rebate_parts / rebate_whole fen, whole numbers (INT128), rebate_whole > 0:
-- (rate x x + base) x mean price; 0 where x <= 0; at a threshold unknown without a mean price.
-- Source: rebate_point, rebate_band, rebate_forecast; domain.md, rebate: R(V).
SELECT
  rebate_point.agreement_no,
  rebate_point.point,
  rebate_point.point_parts,
  rebate_point.point_whole,
  rebate_band.threshold,
  rebate_band.next_threshold,
  rebate_band.rate,
  CASE
    WHEN rebate_point.point <> 'threshold' AND rebate_point.point_parts <= 0 THEN 0
    ELSE rebate_forecast.price_parts
      * (rebate_band.rate_parts * rebate_point.point_parts + rebate_band.base_parts * rebate_point.point_whole)
  END AS rebate_parts,
  1000000 * rebate_point.point_whole * COALESCE(rebate_forecast.price_whole, 1) AS rebate_whole
FROM rebate_point
JOIN rebate_forecast ON rebate_forecast.agreement_no = rebate_point.agreement_no
JOIN rebate_band
  ON rebate_band.agreement_no = rebate_point.agreement_no
  AND (
    rebate_band.threshold_parts IS NULL
    OR rebate_band.threshold_parts * rebate_point.point_whole <= rebate_point.point_parts
  )
  AND (rebate_band.next_parts IS NULL OR rebate_point.point_parts < rebate_band.next_parts * rebate_point.point_whole)
