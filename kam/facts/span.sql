-- The windows over which wallets are judged, cut into their months. Grain: span x month. Sources: the period of param.
-- Two kinds of span over the same days: span_kind 'period' (one span, named 'period') and 'month' (one a month, named
-- YYYY-MM); a reader takes one kind. month_no = year x 12 + month - 1; starts_on..ends_on = the days of the month
-- inside the period, both included; days = their number; months = the number of months of the span. Every wallet period is a union of months, so no day calendar is needed.
WITH RECURSIVE month_start AS (
  SELECT CAST(DATE_TRUNC('month', param.period_from) AS DATE) AS first_on, param.period_from, param.period_to
  FROM param
  WHERE param.period_from <= param.period_to
  UNION ALL
  SELECT CAST(first_on + INTERVAL 1 MONTH AS DATE), period_from, period_to
  FROM month_start
  WHERE CAST(first_on + INTERVAL 1 MONTH AS DATE) <= period_to
),
piece AS (
  SELECT
    first_on,
    GREATEST(first_on, period_from) AS starts_on,
    LEAST(CAST(CAST(first_on + INTERVAL 1 MONTH AS DATE) - INTERVAL 1 DAY AS DATE), period_to) AS ends_on
  FROM month_start
)
SELECT
  kind.span_kind,
  CASE kind.span_kind WHEN 'month' THEN SUBSTRING(CAST(piece.first_on AS VARCHAR), 1, 7) ELSE 'period' END AS span_name,
  EXTRACT(YEAR FROM piece.first_on) * 12 + EXTRACT(MONTH FROM piece.first_on) - 1 AS month_no,
  piece.starts_on,
  piece.ends_on,
  DATE_DIFF('day', piece.starts_on, piece.ends_on) + 1 AS days,
  CASE kind.span_kind WHEN 'month' THEN 1 ELSE (SELECT COUNT(*) FROM piece) END AS months
FROM piece
CROSS JOIN (SELECT 'period' AS span_kind UNION ALL SELECT 'month') AS kind
