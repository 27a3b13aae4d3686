-- Grain: region: those of the region dataset and of the accounts in scope; under a class or account filter the latter
-- only. Sales and wallets of no known region form a last row with an empty region. region · our_sales CNY, all sales ·
-- wallet CNY, sum of the known wallets, empty where none is known · share = sales in the known categories of accounts
-- with a known wallet / wallet, fraction · known = those sales / all sales, fraction · market_capacity CNY, the
-- period's part, each day 1/365 or 1/366 of its year · market_share = our_sales / market_capacity, fraction. Ratios
-- from unrounded amounts, empty where the denominator is not positive. Source: domain.md, share; rules.md, Wallet and
-- share.
WITH counted AS (
  SELECT
    COALESCE(customer.region, '') AS region,
    SUM(sold.amount) AS amount,
    SUM(held.matched) AS matched,
    SUM(held.parts) AS parts
  FROM customer
  LEFT JOIN (SELECT account_id, amount FROM account_sale WHERE span_kind = 'period') AS sold
    ON sold.account_id = customer.account_id
  LEFT JOIN (SELECT account_id, parts, matched FROM account_wallet WHERE span_kind = 'period') AS held
    ON held.account_id = customer.account_id
  WHERE
    customer.is_in
    AND (COALESCE(customer.region, '') <> '' OR sold.account_id IS NOT NULL OR held.account_id IS NOT NULL)
  GROUP BY COALESCE(customer.region, '')
),
named AS (
  SELECT region FROM counted
  UNION
  SELECT territory.region FROM territory CROSS JOIN param WHERE param.is_region_only
),
judged AS (
  SELECT
    named.region,
    CASE WHEN param.has_sales THEN COALESCE(counted.amount, 0) END AS our_sales,
    CASE WHEN param.has_sales THEN COALESCE(counted.matched, 0) END AS matched,
    counted.parts,
    territory.capacity_parts,
    param.fen_parts,
    2 * counted.parts + SIGN(counted.parts) * param.fen_parts AS doubled,
    2 * territory.capacity_parts + param.fen_parts AS doubled_capacity,
    2 * param.fen_parts AS double_fen
  FROM named
  LEFT JOIN counted ON counted.region = named.region
  LEFT JOIN territory ON territory.region = named.region
  CROSS JOIN param
)
SELECT
  NULLIF(region, '') AS region,
  CAST(our_sales AS DECIMAL(18, 2)) AS our_sales,
  CAST(ROUND((doubled - MOD(doubled, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2)) AS wallet,
  CASE WHEN parts > 0 THEN CAST(matched * 100 AS DOUBLE) * fen_parts / CAST(parts AS DOUBLE) END AS share,
  CASE WHEN our_sales > 0 THEN CAST(matched AS DOUBLE) / CAST(our_sales AS DOUBLE) END AS known,
  CAST(ROUND((doubled_capacity - MOD(doubled_capacity, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2))
    AS market_capacity,
  CASE WHEN capacity_parts > 0 THEN CAST(our_sales * 100 AS DOUBLE) * fen_parts / CAST(capacity_parts AS DOUBLE) END
    AS market_share
FROM judged
ORDER BY CASE WHEN judged.region = '' THEN 1 ELSE 0 END, judged.region
