-- How far our sales of the period have a known wallet to be compared with. Grain: finding x what it judges in scope: a
-- customer ('' = none), for wallet_category_unknown a customer and category, for wallet_below_sales an account with a
-- known wallet. Columns of quality_row; no row of a file is to blame. amount in CNY: the sales; for wallet_below_sales
-- what the sales in the known categories exceed the wallet by, half away from zero. Over all customers the sales of
-- line_without_account, wallet_unknown and wallet_category_unknown are those that share.by_region's known leaves out.
-- Source: span_sale, account_wallet, wallet_span; rules.md, Wallet and share.
WITH known AS (
  SELECT account_id, category, MIN(category) OVER (PARTITION BY account_id) AS first_category
  FROM wallet_span
  WHERE span_kind = 'period'
),
sold AS (
  SELECT
    bought.account_id,
    bought.category,
    bought.amount,
    held.account_id IS NOT NULL AS is_known,
    held.first_category <> '' AND part.account_id IS NULL AS is_category_open
  FROM (
    SELECT account_id, category, SUM(amount) AS amount
    FROM span_sale
    WHERE span_kind = 'period'
    GROUP BY account_id, category
  ) AS bought
  LEFT JOIN (SELECT DISTINCT account_id, first_category FROM known) AS held ON held.account_id = bought.account_id
  LEFT JOIN known AS part ON part.account_id = bought.account_id AND part.category = bought.category
),
judged AS (
  SELECT
    'wallet_unknown' AS finding,
    account_id,
    account_id AS item,
    CAST(SUM(amount) AS DECIMAL(18, 2)) AS amount,
    account_id <> '' AND NOT is_known AS is_found
  FROM sold
  GROUP BY account_id, is_known
  UNION ALL
  SELECT
    'wallet_category_unknown',
    account_id,
    account_id || COALESCE(' / ' || NULLIF(category, ''), ''),
    CAST(amount AS DECIMAL(18, 2)),
    COALESCE(is_category_open, FALSE)
  FROM sold
  UNION ALL
  SELECT
    'wallet_below_sales',
    beyond.account_id,
    beyond.account_id,
    CASE
      WHEN beyond.parts > 0
        THEN CAST(ROUND((doubled - MOD(doubled, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2))
    END,
    beyond.parts > 0
  FROM (
    SELECT account_id, parts, 2 * parts + fen_parts AS doubled, 2 * fen_parts AS double_fen
    FROM (
      SELECT
        held.account_id,
        param.fen_parts,
        CASE WHEN param.has_sales THEN CAST(held.matched * 100 AS DECIMAL(38, 0)) * param.fen_parts - held.parts END
          AS parts
      FROM account_wallet AS held
      CROSS JOIN param
      WHERE held.span_kind = 'period'
    ) AS compared
  ) AS beyond
)
SELECT
  asked.finding,
  asked.dataset,
  judged.account_id,
  customer.region,
  judged.item,
  CAST(NULL AS DATE) AS on_day,
  judged.amount,
  CAST(NULL AS INTEGER) AS batch,
  CAST(NULL AS INTEGER) AS file_row,
  judged.is_found
FROM judged
JOIN quality_finding AS asked ON asked.finding = judged.finding
JOIN customer ON customer.account_id = judged.account_id
