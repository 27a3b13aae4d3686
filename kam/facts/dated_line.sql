-- The order lines of the days that are asked for, whoever looks. Grain: account x category x month or,
-- in a month that a window cuts, day. account_id and category as in line; amount, highest, cost, without_cost and
-- month_no as in month_line; windows = the sum of 1 for a day of the period, 2 of the period's days a year earlier, 4 of the
-- last 12 months, 8 of the 12 before.
-- Source: month_line, line, param.
WITH edge AS (
  SELECT EXTRACT(YEAR FROM day) * 12 + EXTRACT(MONTH FROM day) - 1 AS month_no
  FROM (
    SELECT period_from AS day FROM param WHERE EXTRACT(DAY FROM period_from) <> 1
    UNION ALL SELECT last_year_from FROM param WHERE EXTRACT(DAY FROM last_year_from) <> 1
    UNION ALL SELECT year_from FROM param WHERE EXTRACT(DAY FROM year_from) <> 1
    UNION ALL SELECT two_years_from FROM param WHERE EXTRACT(DAY FROM two_years_from) <> 1
    UNION ALL SELECT period_to FROM param WHERE EXTRACT(DAY FROM CAST(period_to + INTERVAL 1 DAY AS DATE)) <> 1
    UNION ALL SELECT last_year_to FROM param WHERE EXTRACT(DAY FROM CAST(last_year_to + INTERVAL 1 DAY AS DATE)) <> 1
    UNION ALL SELECT as_of FROM param WHERE EXTRACT(DAY FROM CAST(as_of + INTERVAL 1 DAY AS DATE)) <> 1
  ) AS bound
  GROUP BY EXTRACT(YEAR FROM day) * 12 + EXTRACT(MONTH FROM day) - 1
),
placed AS (
  SELECT
    month_line.account_id,
    month_line.category,
    month_line.amount,
    month_line.highest,
    month_line.cost,
    month_line.without_cost,
    month_line.month_no,
    month_line.first_on AS on_day
  FROM month_line
  LEFT JOIN edge ON edge.month_no = month_line.month_no
  WHERE edge.month_no IS NULL
  UNION ALL
  SELECT
    line.account_id,
    line.category,
    SUM(line.amount),
    MAX(line.amount),
    SUM(line.cost),
    COUNT(*) - COUNT(line.cost),
    edge.month_no,
    line.ordered_on
  FROM line
  JOIN edge ON edge.month_no = EXTRACT(YEAR FROM line.ordered_on) * 12 + EXTRACT(MONTH FROM line.ordered_on) - 1
  GROUP BY line.account_id, line.category, edge.month_no, line.ordered_on
)
SELECT account_id, category, amount, highest, cost, without_cost, month_no, windows
FROM (
  SELECT
    placed.*,
    CASE WHEN placed.on_day >= param.period_from AND placed.on_day <= param.period_to THEN 1 ELSE 0 END
    + CASE WHEN placed.on_day >= param.last_year_from AND placed.on_day <= param.last_year_to THEN 2 ELSE 0 END
    + CASE WHEN placed.on_day >= param.year_from AND placed.on_day <= param.as_of THEN 4 ELSE 0 END
    + CASE WHEN placed.on_day >= param.two_years_from AND placed.on_day < param.year_from THEN 8 ELSE 0 END AS windows
  FROM placed
  CROSS JOIN param
) AS flagged
WHERE windows > 0
