-- Grain: one row. Columns: value (CNY, concessions of the period in scope; 0 without any), value_with_finding (CNY, those
-- of pitfalls.concessions), part (value_with_finding / value), rho (Spearman's, -1..1), n (accounts it is computed over).
-- Formula: rho = correlation of two ranks, ties by mean rank: concession rate (concessions / amount of the period) and
-- change of amount against the same days last year, over directory accounts with amount > 0 in both; empty for n < 5 or
-- where one does not vary. n = 0 where the orders do not reach last year's first day. Unknown values are left out of the
-- sums; a sum of unknown ones alone is empty, and gives no rate. Association, no cause.
-- Source: concession_given, account_sale, last_year_sale, customer; domain.md, rebate, pitfalls (1); rules.md, Pitfalls.
WITH given AS (
  SELECT account_id, SUM(value) AS value FROM concession_given GROUP BY account_id
),
total AS (
  SELECT
    CASE WHEN COUNT(*) = 0 THEN 0 ELSE SUM(value) END AS value,
    CASE WHEN COUNT(finding) = 0 THEN 0 ELSE SUM(CASE WHEN finding IS NOT NULL THEN value END) END
      AS value_with_finding
  FROM concession_given
),
compared AS (
  SELECT
    CAST(COALESCE(given.value, 0) * 100 AS DOUBLE) / CAST(sold.amount * 100 AS DOUBLE) AS concession_rate,
    CAST(sold.amount * 100 AS DOUBLE) / CAST(last_year_sale.amount * 100 AS DOUBLE) AS growth
  FROM customer
  CROSS JOIN param
  JOIN (SELECT account_id, amount FROM account_sale WHERE span_kind = 'period') AS sold
    ON sold.account_id = customer.account_id
  JOIN last_year_sale ON last_year_sale.account_id = customer.account_id
  LEFT JOIN given ON given.account_id = customer.account_id
  WHERE
    customer.is_in
    AND customer.is_listed
    AND param.has_last_year
    AND sold.amount > 0
    AND last_year_sale.amount > 0
    AND (given.account_id IS NULL OR given.value IS NOT NULL)
),
-- Twice the distance of each mean rank from the middle rank: whole numbers, so that a tie is a tie.
ranked AS (
  SELECT
    2 * RANK() OVER (ORDER BY concession_rate) + COUNT(*) OVER (PARTITION BY concession_rate) - 2 - COUNT(*) OVER ()
      AS rate_rank,
    2 * RANK() OVER (ORDER BY growth) + COUNT(*) OVER (PARTITION BY growth) - 2 - COUNT(*) OVER () AS growth_rank
  FROM compared
),
related AS (
  SELECT
    COUNT(*) AS n,
    CAST(SUM(rate_rank * growth_rank) AS DOUBLE) AS together,
    CAST(SUM(rate_rank * rate_rank) AS DOUBLE) AS rate_spread,
    CAST(SUM(growth_rank * growth_rank) AS DOUBLE) AS growth_spread
  FROM ranked
)
SELECT
  CAST(total.value AS DECIMAL(18, 2)) AS value,
  CAST(total.value_with_finding AS DECIMAL(18, 2)) AS value_with_finding,
  CASE WHEN total.value > 0 THEN CAST(total.value_with_finding AS DOUBLE) / CAST(total.value AS DOUBLE) END AS part,
  CASE
    WHEN related.n >= 5 AND related.rate_spread > 0 AND related.growth_spread > 0
      THEN related.together / (SQRT(related.rate_spread) * SQRT(related.growth_spread))
  END AS rho,
  related.n
FROM total
CROSS JOIN related
