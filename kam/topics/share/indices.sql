-- Grain: one row.
-- Columns: accounts (in scope with sales > 0 in the period), hhi (fraction: sum of squared shares of their sales; 1/accounts
-- where all buy the same), gini (fraction: 0 where all buy the same), top10_share (fraction: the ten largest; 1 for fewer
-- than ten). All but accounts empty without an account.
-- Formula: with x their sales, ascending, i = 1..n: gini = sum((2i - n - 1) x_i) / (n sum x). buyer counts from the largest,
-- so 2i - n - 1 = n + 1 - 2 place. Added up in whole fen: binary fractions differ in their last digit with the order that
-- they are added in. Source: buyer (order_line); domain.md, share; rules.md, Wallet and share.
SELECT
  COUNT(*) AS accounts,
  CAST(SUM(fen * fen) AS DOUBLE) / (MIN(all_fen) * MIN(all_fen)) AS hhi,
  CAST(SUM(CAST(buyers + 1 - 2 * place AS DECIMAL(38, 0)) * fen) AS DOUBLE) / (MIN(buyers) * MIN(all_fen)) AS gini,
  CAST(SUM(CASE WHEN place <= 10 THEN fen ELSE 0 END) AS DOUBLE) / MIN(all_fen) AS top10_share
FROM (
  SELECT place, buyers, CAST(amount * 100 AS DECIMAL(38, 0)) AS fen, CAST(total * 100 AS DOUBLE) AS all_fen
  FROM buyer
) AS bought
