-- Grain: month of the period; its first and last month are cut at the period. Sorted by month. month YYYY-MM ·
-- our_sales CNY, all sales in scope · wallet CNY, sum of the wallets known for the month, empty where none is known ·
-- share = sales in the known categories of accounts with a known wallet / wallet, fraction, from unrounded amounts ·
-- our_sales_last_year CNY, the same days a year earlier (29 February: 28 February), empty where the company's orders
-- do not reach back to them. Source: domain.md, share; rules.md, General and Wallet and share.
WITH judged AS (
  SELECT
    span.span_name AS month_name,
    CASE WHEN param.first_ordered_on <= span.ends_on THEN COALESCE(sold.amount, 0) END AS our_sales,
    CASE WHEN param.first_ordered_on <= span.ends_on THEN CAST(held.matched * 100 AS DOUBLE) * param.fen_parts END
      AS matched_parts,
    held.parts,
    2 * held.parts + SIGN(held.parts) * param.fen_parts AS doubled,
    2 * param.fen_parts AS double_fen,
    CASE
      WHEN param.first_ordered_on <= CAST(span.starts_on - INTERVAL 1 YEAR AS DATE) THEN COALESCE(month_before.amount, 0)
    END AS our_sales_last_year
  FROM span
  LEFT JOIN (
    SELECT span_name, SUM(amount) AS amount FROM account_sale WHERE span_kind = 'month' GROUP BY span_name
  ) AS sold ON sold.span_name = span.span_name
  LEFT JOIN (
    SELECT span_name, SUM(parts) AS parts, SUM(matched) AS matched
    FROM account_wallet
    WHERE span_kind = 'month'
    GROUP BY span_name
  ) AS held ON held.span_name = span.span_name
  LEFT JOIN month_before ON month_before.span_name = span.span_name
  CROSS JOIN param
  WHERE span.span_kind = 'month'
)
SELECT
  month_name AS month,
  CAST(our_sales AS DECIMAL(18, 2)) AS our_sales,
  CAST(ROUND((doubled - MOD(doubled, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2)) AS wallet,
  CASE WHEN parts > 0 THEN matched_parts / CAST(parts AS DOUBLE) END AS share,
  CAST(our_sales_last_year AS DECIMAL(18, 2)) AS our_sales_last_year
FROM judged
ORDER BY month_name
