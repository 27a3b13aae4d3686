-- Grain: account in scope with sales > 0 in the period, by sales down, ties by account_id. Lines without an account are out.
-- Columns: rank (1 = the largest), account_id, our_sales (CNY), cumulative_share (fraction: sales of the accounts up to and
-- with this one / sales of all of them), abc (A while the share before the account is below 0.80, B below 0.95, else C).
-- Source: buyer (order_line); domain.md, share; rules.md, Wallet and share.
SELECT
  place AS rank,
  account_id,
  CAST(amount AS DECIMAL(18, 2)) AS our_sales,
  CAST(running AS DOUBLE) / CAST(total AS DOUBLE) AS cumulative_share,
  CASE
    WHEN 5 * (running - amount) < 4 * total THEN 'A'
    WHEN 20 * (running - amount) < 19 * total THEN 'B'
    ELSE 'C'
  END AS abc
FROM buyer
ORDER BY place
