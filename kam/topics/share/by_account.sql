-- Grain: account (of any status, or outside the directory) with an order line in the period or a known wallet.
-- account_id · account_name · region (empty outside the directory) · our_sales CNY, all sales, returns included; empty
-- before the first order line of the company · wallet CNY, empty = unknown · share = sales in the known categories /
-- wallet, fraction, from unrounded amounts, empty where the wallet is 0 or unknown · basis exact or prorated ·
-- over_wallet = those sales exceed the wallet. Sorted by account_id. Source: domain.md, share; rules.md, Wallet and
-- share.
WITH judged AS (
  SELECT
    customer.account_id,
    customer.account_name,
    customer.region,
    CASE WHEN param.has_sales THEN COALESCE(sold.amount, 0) END AS our_sales,
    CASE WHEN param.has_sales THEN CAST(held.matched * 100 AS DECIMAL(38, 0)) * param.fen_parts END AS matched_parts,
    held.parts,
    held.is_prorated,
    2 * held.parts + SIGN(held.parts) * param.fen_parts AS doubled,
    2 * param.fen_parts AS double_fen
  FROM customer
  LEFT JOIN (SELECT account_id, amount FROM account_sale WHERE span_kind = 'period') AS sold
    ON sold.account_id = customer.account_id
  LEFT JOIN (SELECT account_id, parts, matched, is_prorated FROM account_wallet WHERE span_kind = 'period') AS held
    ON held.account_id = customer.account_id
  CROSS JOIN param
  WHERE
    customer.is_in
    AND customer.account_id <> ''
    AND (sold.account_id IS NOT NULL OR held.account_id IS NOT NULL)
)
SELECT
  account_id,
  account_name,
  region,
  CAST(our_sales AS DECIMAL(18, 2)) AS our_sales,
  CAST(ROUND((doubled - MOD(doubled, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2)) AS wallet,
  CASE WHEN parts > 0 THEN CAST(matched_parts AS DOUBLE) / CAST(parts AS DOUBLE) END AS share,
  CASE WHEN is_prorated THEN 'prorated' WHEN NOT is_prorated THEN 'exact' END AS basis,
  matched_parts > parts AS over_wallet
FROM judged
ORDER BY account_id
