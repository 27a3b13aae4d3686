-- The eight resource dimensions and their weights in the strength of a party. Grain: resource dimension.
-- weight = fraction, the weights sum to 1: the points set / their sum, 1 point each until set, and where all are set to 0.
-- Source: setting_value; domain.md, rivals.
SELECT
  dimension,
  CASE
    WHEN SUM(points) OVER () > 0 THEN CAST(points AS DOUBLE) / CAST(SUM(points) OVER () AS DOUBLE)
    ELSE 0.125
  END AS weight
FROM (
  SELECT listed.dimension, COALESCE(MAX(setting_value.value), 1) AS points
  FROM (
    SELECT 'product' AS dimension
    UNION ALL SELECT 'sales'
    UNION ALL SELECT 'pricing'
    UNION ALL SELECT 'reputation'
    UNION ALL SELECT 'cost'
    UNION ALL SELECT 'organisation'
    UNION ALL SELECT 'people'
    UNION ALL SELECT 'finance'
  ) AS listed
  LEFT JOIN setting_value ON setting_value.name = 'weight.' || listed.dimension
  GROUP BY listed.dimension
) AS pointed
