-- Every wallet period that touches a span. Grain: period as written (2025, 2025Q3, 2025-07). Source: wallet_sum.
-- first_month..last_month are month_no (year x 12 + month - 1); months = 12, 3 or 1; days = its length in days;
-- day_parts = the parts of a fen that fall on one day of it when it holds one fen (see wallet_group); a whole number.
SELECT
  dated.period,
  dated.months,
  dated.first_month,
  dated.first_month + dated.months - 1 AS last_month,
  DATE_DIFF('day', dated.first_on, dated.next_on) AS days,
  CAST(param.fen_parts / DATE_DIFF('day', dated.first_on, dated.next_on) AS BIGINT) AS day_parts
FROM (
  SELECT
    opened.period,
    opened.months,
    opened.first_on,
    EXTRACT(YEAR FROM opened.first_on) * 12 + EXTRACT(MONTH FROM opened.first_on) - 1 AS first_month,
    CASE opened.months
      WHEN 12 THEN CAST(opened.first_on + INTERVAL 12 MONTH AS DATE)
      WHEN 3 THEN CAST(opened.first_on + INTERVAL 3 MONTH AS DATE)
      ELSE CAST(opened.first_on + INTERVAL 1 MONTH AS DATE)
    END AS next_on
  FROM (
    SELECT
      named.period,
      CASE LENGTH(named.period) WHEN 4 THEN 12 WHEN 6 THEN 3 ELSE 1 END AS months,
      CAST(
        SUBSTRING(named.period, 1, 4)
        || CASE LENGTH(named.period)
          WHEN 4 THEN '-01'
          WHEN 6 THEN CASE SUBSTRING(named.period, 6, 1)
            WHEN '1' THEN '-01' WHEN '2' THEN '-04' WHEN '3' THEN '-07' ELSE '-10'
          END
          ELSE SUBSTRING(named.period, 5, 3)
        END
        || '-01' AS DATE
      ) AS first_on
    FROM (SELECT DISTINCT period FROM wallet_sum) AS named
  ) AS opened
) AS dated
JOIN (SELECT MIN(month_no) AS first_month, MAX(month_no) AS last_month FROM span) AS asked
  ON dated.first_month <= asked.last_month AND dated.first_month + dated.months - 1 >= asked.first_month
CROSS JOIN param
