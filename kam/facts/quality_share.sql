-- How far our sales of the period have a known wallet to be compared with. Grain: finding x what it judges in scope: a
-- customer ('' = none), for wallet_category_unknown a customer and category, for wallet_below_sales an account with a
-- known wallet. Columns of quality_row; no row of a file is to blame. amount in CNY: the sales; for wallet_below_sales
-- what the sales in the known categories exceed the wallet by, half away from zero. Over all customers the sales of
-- line_without_account, wallet_unknown and wallet_category_unknown are those that share.by_region's known leaves out.
-- Source: account_sale, span_sale, account_wallet, wallet_span; rules.md, Wallet and share.
WITH judged AS (
  SELECT
    'wallet_unknown' AS finding,
    sold.account_id,
    sold.account_id AS item,
    CAST(sold.amount AS DECIMAL(18, 2)) AS amount,
    sold.account_id <> '' AND held.account_id IS NULL AS is_found
  FROM account_sale AS sold
  LEFT JOIN account_wallet AS held ON held.span_kind = 'period' AND held.account_id = sold.account_id
  WHERE sold.span_kind = 'period'
  UNION ALL
  SELECT
    'wallet_category_unknown',
    sold.account_id,
    sold.account_id || COALESCE(' / ' || NULLIF(sold.category, ''), ''),
    CAST(sold.amount AS DECIMAL(18, 2)),
    held.account_id IS NOT NULL AND whole.account_id IS NULL AND part.account_id IS NULL
  FROM (
    SELECT account_id, category, SUM(amount) AS amount
    FROM span_sale
    WHERE span_kind = 'period'
    GROUP BY account_id, category
  ) AS sold
  LEFT JOIN account_wallet AS held ON held.span_kind = 'period' AND held.account_id = sold.account_id
  LEFT JOIN wallet_span AS whole
    ON whole.span_kind = 'period' AND whole.account_id = sold.account_id AND whole.category = ''
  LEFT JOIN wallet_span AS part
    ON part.span_kind = 'period' AND part.account_id = sold.account_id AND part.category = sold.category
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
