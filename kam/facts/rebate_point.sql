-- Where on its scale each agreement is looked at. Grain: agreement x point: 'volume' (so far), 'forecast', 'kept' (what last
-- year's sales already had of the volume), and 'threshold'
-- once a tier. The place is point_parts / point_whole in 1/10000 of the basis, whole numbers (INT128), point_whole > 0.
-- Source: rebate_forecast, rebate_band.
SELECT agreement_no, 'volume' AS point, volume_parts AS point_parts, CAST(1 AS INT128) AS point_whole
FROM rebate_forecast
UNION ALL
SELECT agreement_no, 'forecast', volume_parts * growth_parts, growth_whole
FROM rebate_forecast
UNION ALL
SELECT agreement_no, 'kept', kept_parts, CAST(1 AS INT128)
FROM rebate_forecast
UNION ALL
SELECT agreement_no, 'threshold', threshold_parts, CAST(1 AS INT128)
FROM rebate_band
WHERE threshold IS NOT NULL
