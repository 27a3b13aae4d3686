-- The order lines of the days that span asks for, whoever looks. Grain: order line. account_id, category and amount as in
-- line; month_no as in span; windows = the sum of 1 for a day of the period, 2 of the period's days a year earlier, 4 of the
-- last 12 months, so that lines summed by month_no and windows are cut where a window cuts a month. Source: line, span.
SELECT
  line.account_id,
  line.category,
  line.amount,
  EXTRACT(YEAR FROM line.ordered_on) * 12 + EXTRACT(MONTH FROM line.ordered_on) - 1 AS month_no,
  CASE WHEN line.ordered_on >= param.period_from AND line.ordered_on <= param.period_to THEN 1 ELSE 0 END
  + CASE WHEN line.ordered_on >= param.last_year_from AND line.ordered_on <= param.last_year_to THEN 2 ELSE 0 END
  + CASE WHEN line.ordered_on >= param.year_from THEN 4 ELSE 0 END AS windows
FROM line
JOIN (SELECT MIN(starts_on) AS first_on, MAX(ends_on) AS last_on FROM span) AS asked
  ON line.ordered_on >= asked.first_on AND line.ordered_on <= asked.last_on
CROSS JOIN param
