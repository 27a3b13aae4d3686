-- Grain: account x category with a known wallet in the period; where only the whole is known one row with an empty
-- category. account_id · category · wallet CNY · our_sales CNY in that category (all of the account's beside a whole)
-- · white_space = wallet - our_sales, CNY · leading_supplier = the largest spend > 0 among the suppliers named in the
-- counted wallet rows, ourselves included, ties to the first name · leading_share = its spend / wallet, fraction, from
-- unrounded amounts. Sorted by account_id, then category, an empty one last. Source: domain.md, share; rules.md,
-- Wallet and share.
WITH chosen AS (
  SELECT account_id, category, parts
  FROM (
    SELECT account_id, category, parts, MAX(category) OVER (PARTITION BY account_id) AS last_category
    FROM wallet_span
    WHERE span_kind = 'period'
  ) AS known
  WHERE category <> '' OR last_category = ''
),
sold AS (
  SELECT account_id, category, SUM(amount) AS amount
  FROM span_sale
  WHERE span_kind = 'period' AND category <> ''
  GROUP BY account_id, category
  UNION ALL
  SELECT account_id, '', amount FROM account_sale WHERE span_kind = 'period'
),
leader AS (
  SELECT account_id, category, supplier, parts
  FROM (
    SELECT
      account_id,
      category,
      supplier,
      parts,
      ROW_NUMBER() OVER (PARTITION BY account_id, category ORDER BY parts DESC, supplier) AS place
    FROM wallet_supplier
    WHERE span_kind = 'period' AND parts > 0
  ) AS ranked
  WHERE place = 1
),
judged AS (
  SELECT
    chosen.account_id,
    chosen.category,
    chosen.parts,
    CASE WHEN param.has_sales THEN COALESCE(sold.amount, 0) END AS our_sales,
    chosen.parts
    - CASE WHEN param.has_sales THEN CAST(COALESCE(sold.amount, 0) * 100 AS DECIMAL(38, 0)) * param.fen_parts END
      AS free_parts,
    leader.supplier,
    leader.parts AS leader_parts,
    param.fen_parts
  FROM chosen
  LEFT JOIN sold ON sold.account_id = chosen.account_id AND sold.category = chosen.category
  LEFT JOIN leader ON leader.account_id = chosen.account_id AND leader.category = chosen.category
  CROSS JOIN param
),
doubled AS (
  SELECT
    *,
    2 * parts + SIGN(parts) * fen_parts AS doubled,
    2 * free_parts + SIGN(free_parts) * fen_parts AS doubled_free,
    2 * fen_parts AS double_fen
  FROM judged
)
SELECT
  account_id,
  NULLIF(category, '') AS category,
  CAST(ROUND((doubled - MOD(doubled, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2)) AS wallet,
  CAST(our_sales AS DECIMAL(18, 2)) AS our_sales,
  CAST(ROUND((doubled_free - MOD(doubled_free, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2)) AS white_space,
  supplier AS leading_supplier,
  CASE WHEN parts > 0 THEN CAST(leader_parts AS DOUBLE) / CAST(parts AS DOUBLE) END AS leading_share
FROM doubled
ORDER BY account_id, doubled.category
