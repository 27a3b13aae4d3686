-- Grain: one row.
-- Columns: accounts (in scope with sales > 0 in the period), hhi (fraction: sum of squared shares of their sales; 1/accounts
-- where all buy the same), gini (fraction: 0 where all buy the same), top10_share (fraction: the ten largest; 1 for fewer
-- than ten). All but accounts empty without an account.
-- Formula: with x their sales, ascending, i = 1..n: gini = sum((2i - n - 1) x_i) / (n sum x). buyer counts from the largest,
-- so 2i - n - 1 = n + 1 - 2 place. Source: buyer (order_line); domain.md, share; rules.md, Wallet and share.
SELECT
  COUNT(*) AS accounts,
  SUM(CAST(amount AS DOUBLE) * CAST(amount AS DOUBLE)) / (MIN(CAST(total AS DOUBLE)) * MIN(CAST(total AS DOUBLE))) AS hhi,
  SUM(CAST(buyers + 1 - 2 * place AS DOUBLE) * CAST(amount AS DOUBLE)) / (MIN(buyers) * MIN(CAST(total AS DOUBLE))) AS gini,
  CAST(SUM(CASE WHEN place <= 10 THEN amount ELSE 0 END) AS DOUBLE) / MIN(CAST(total AS DOUBLE)) AS top10_share
FROM buyer
