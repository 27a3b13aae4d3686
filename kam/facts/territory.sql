-- The rows of the region dataset that the region filter and the viewer's scope leave. Grain: region. Source: region.
-- capacity_parts = market capacity of the period in parts of a fen (see wallet_group): each day 1/365 or 1/366 of its
-- year.
SELECT
  region.region,
  region.market_capacity,
  region.list_min,
  region.list_max,
  region.headcount,
  CAST(region.market_capacity * 100 AS DECIMAL(38, 0)) * spread.year_parts AS capacity_parts
FROM region
CROSS JOIN (
  SELECT
    COALESCE(SUM(
      span.days
      * CAST(
        param.fen_parts / DATE_DIFF(
          'day',
          CAST(DATE_TRUNC('year', span.starts_on) AS DATE),
          CAST(DATE_TRUNC('year', span.starts_on) + INTERVAL 1 YEAR AS DATE)
        ) AS BIGINT
      )
    ), 0) AS year_parts
  FROM span
  CROSS JOIN param
  WHERE span.span_kind = 'period'
) AS spread
WHERE
  ($regions = '' OR STRPOS($regions, CHR(31) || region.region || CHR(31)) > 0)
  AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || region.region || CHR(31)) > 0)
