-- The windows over which wallets are judged, cut into their months. Grain: span x month. Sources: the days of param.
-- Kinds of span: span_kind 'period' (one span, named 'period') and 'month' (one a month of the period, named YYYY-MM) over
-- the same days; 'last' (named 'last'), the period's days a year earlier; 'year' (named 'year'), the last 12 months; a
-- reader takes one kind. month_no = year x 12 + month - 1; starts_on..ends_on = the days of the month inside the window,
-- both included; days = their number; months = the number of months of the span. Every wallet period is a union of months,
-- so no day calendar is needed. A question is given the kinds alone that it and its facts name as span_kind = or IN (see
-- compose): what reads spans without naming a kind rests on those that the others name.
WITH RECURSIVE asked AS (
  SELECT 'period' AS span_kind, period_from AS first_on, period_to AS last_on FROM param
  UNION ALL SELECT 'month', period_from, period_to FROM param
  UNION ALL SELECT 'last', last_year_from, last_year_to FROM param
  UNION ALL SELECT 'year', year_from, as_of FROM param
),
month_start AS (
  SELECT span_kind, CAST(DATE_TRUNC('month', first_on) AS DATE) AS month_on, first_on, last_on
  FROM asked
  WHERE first_on <= last_on
  UNION ALL
  SELECT span_kind, CAST(month_on + INTERVAL 1 MONTH AS DATE), first_on, last_on
  FROM month_start
  WHERE CAST(month_on + INTERVAL 1 MONTH AS DATE) <= last_on
),
piece AS (
  SELECT
    span_kind,
    month_on,
    GREATEST(month_on, first_on) AS starts_on,
    LEAST(CAST(CAST(month_on + INTERVAL 1 MONTH AS DATE) - INTERVAL 1 DAY AS DATE), last_on) AS ends_on
  FROM month_start
)
SELECT
  span_kind,
  CASE span_kind WHEN 'month' THEN SUBSTRING(CAST(month_on AS VARCHAR), 1, 7) ELSE span_kind END AS span_name,
  EXTRACT(YEAR FROM month_on) * 12 + EXTRACT(MONTH FROM month_on) - 1 AS month_no,
  starts_on,
  ends_on,
  DATE_DIFF('day', starts_on, ends_on) + 1 AS days,
  CASE span_kind WHEN 'month' THEN 1 ELSE COUNT(*) OVER (PARTITION BY span_kind) END AS months
FROM piece
