-- One row: the as-of day, the period cut at it, the same days a year earlier, the last 12 months (from year_from), the 12
-- before (from two_years_from), the first order day.
-- Days are inclusive. y1 = one year before (29 February maps to 28 February).
-- fen_parts: into how many parts a fen is cut so that spreading over the days of any month, quarter or year is exact:
-- the least common multiple of 28..31, 90..92, 365 and 366.
-- has_last_year, has_two_years: the company's orders reach back to the first day of last year's window (rules.md, General);
-- to two_years_from.
SELECT
  CAST($as_of AS DATE) AS as_of,
  CAST($period_from AS DATE) AS period_from,
  LEAST(CAST($period_to AS DATE), CAST($as_of AS DATE)) AS period_to,
  CAST(CAST($period_from AS DATE) - INTERVAL 1 YEAR AS DATE) AS last_year_from,
  CAST(LEAST(CAST($period_to AS DATE), CAST($as_of AS DATE)) - INTERVAL 1 YEAR AS DATE) AS last_year_to,
  CAST(CAST(CAST($as_of AS DATE) - INTERVAL 1 YEAR AS DATE) + INTERVAL 1 DAY AS DATE) AS year_from,
  CAST(CAST(CAST($as_of AS DATE) - INTERVAL 2 YEAR AS DATE) + INTERVAL 1 DAY AS DATE) AS two_years_from,
  first_order.first_ordered_on,
  first_order.first_ordered_on <= CAST(CAST($period_from AS DATE) - INTERVAL 1 YEAR AS DATE) AS has_last_year,
  first_order.first_ordered_on <= CAST(CAST(CAST($as_of AS DATE) - INTERVAL 2 YEAR AS DATE) + INTERVAL 1 DAY AS DATE)
    AS has_two_years,
  first_order.first_ordered_on <= LEAST(CAST($period_to AS DATE), CAST($as_of AS DATE)) AS has_sales,
  $classes = '' AND $accounts = '' AS is_region_only,
  1508183274780 AS fen_parts
FROM (SELECT MIN(first_on) AS first_ordered_on FROM month_line) AS first_order
