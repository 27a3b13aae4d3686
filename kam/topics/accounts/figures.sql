-- Grain: account in scope, by account_id. Columns: account_id, sales_12m (CNY, last 12 months), sales_before (CNY, the 12
-- before), both empty where the company's orders do not reach back as far; wallet (CNY, period), white_space (CNY) = wallet - our sales
-- in the same categories, white_part (fraction) = white_space / wallet; empty where the wallet is unknown.
-- Formula: amounts rounded once. Share and white_part add up to 1: both take the wallet of share.by_account.
-- Source: sale_growth, account_wallet; domain.md, share; rules.md, Wallet and share.
WITH judged AS (
  SELECT
    customer.account_id,
    CASE WHEN param.first_ordered_on <= param.as_of THEN COALESCE(sale_growth.amount, 0) END AS sales_12m,
    CASE WHEN param.has_two_years THEN COALESCE(sale_growth.amount_before, 0) END AS sales_before,
    held.parts,
    CASE WHEN param.has_sales THEN held.parts - CAST(held.matched * 100 AS DECIMAL(38, 0)) * param.fen_parts END
      AS free_parts,
    param.fen_parts
  FROM customer
  CROSS JOIN param
  LEFT JOIN sale_growth ON sale_growth.account_id = customer.account_id
  LEFT JOIN (SELECT account_id, parts, matched FROM account_wallet WHERE span_kind = 'period') AS held
    ON held.account_id = customer.account_id
  WHERE customer.is_in AND customer.account_id <> ''
),
doubled AS (
  SELECT
    judged.*,
    2 * parts + SIGN(parts) * fen_parts AS doubled,
    2 * free_parts + SIGN(free_parts) * fen_parts AS doubled_free,
    2 * fen_parts AS double_fen
  FROM judged
)
SELECT
  account_id,
  CAST(sales_12m AS DECIMAL(18, 2)) AS sales_12m,
  CAST(sales_before AS DECIMAL(18, 2)) AS sales_before,
  CAST(ROUND((doubled - MOD(doubled, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2)) AS wallet,
  CAST(ROUND((doubled_free - MOD(doubled_free, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2)) AS white_space,
  CASE WHEN parts > 0 THEN CAST(free_parts AS DOUBLE) / CAST(parts AS DOUBLE) END AS white_part
FROM doubled
ORDER BY account_id
