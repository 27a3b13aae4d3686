-- The order lines of the days that span asks for, whoever looks. Grain: a month's lines of an account in a category together
-- or, in a month that a window cuts, order line. account_id, category and amount as in line; month_no as in span; windows =
-- the sum of 1 for a day of the period, 2 of the period's days a year earlier, 4 of the last 12 months, so that lines summed
-- by month_no and windows are cut where a window cuts a month. Source: month_line, line, span.
WITH edge AS (
  SELECT EXTRACT(YEAR FROM day) * 12 + EXTRACT(MONTH FROM day) - 1 AS month_no
  FROM (
    SELECT period_from AS day FROM param WHERE EXTRACT(DAY FROM period_from) <> 1
    UNION ALL SELECT last_year_from FROM param WHERE EXTRACT(DAY FROM last_year_from) <> 1
    UNION ALL SELECT year_from FROM param WHERE EXTRACT(DAY FROM year_from) <> 1
    UNION ALL SELECT period_to FROM param WHERE EXTRACT(DAY FROM CAST(period_to + INTERVAL 1 DAY AS DATE)) <> 1
    UNION ALL SELECT last_year_to FROM param WHERE EXTRACT(DAY FROM CAST(last_year_to + INTERVAL 1 DAY AS DATE)) <> 1
    UNION ALL SELECT as_of FROM param WHERE EXTRACT(DAY FROM CAST(as_of + INTERVAL 1 DAY AS DATE)) <> 1
  ) AS bound
  GROUP BY EXTRACT(YEAR FROM day) * 12 + EXTRACT(MONTH FROM day) - 1
),
placed AS (
  SELECT month_line.account_id, month_line.category, month_line.amount, month_line.month_no, month_line.first_on AS on_day
  FROM month_line
  LEFT JOIN edge ON edge.month_no = month_line.month_no
  WHERE edge.month_no IS NULL
  UNION ALL
  SELECT line.account_id, line.category, line.amount, edge.month_no, line.ordered_on
  FROM line
  JOIN edge ON edge.month_no = EXTRACT(YEAR FROM line.ordered_on) * 12 + EXTRACT(MONTH FROM line.ordered_on) - 1
)
SELECT
  placed.account_id,
  placed.category,
  placed.amount,
  placed.month_no,
  CASE WHEN placed.on_day >= param.period_from AND placed.on_day <= param.period_to THEN 1 ELSE 0 END
  + CASE WHEN placed.on_day >= param.last_year_from AND placed.on_day <= param.last_year_to THEN 2 ELSE 0 END
  + CASE WHEN placed.on_day >= param.year_from THEN 4 ELSE 0 END AS windows
FROM placed
JOIN (SELECT MIN(starts_on) AS first_on, MAX(ends_on) AS last_on FROM span) AS asked
  ON placed.on_day >= asked.first_on AND placed.on_day <= asked.last_on
CROSS JOIN param
