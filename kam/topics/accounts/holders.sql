-- Grain: account in scope x category with a known wallet > 0 in the period (empty = the whole account) x who holds a part
-- of it; by account_id, the whole account first, then category; ourselves first, then the largest, nobody last.
-- Columns: account_id, category, holder (我方, a rival's name, empty = nobody named), amount (CNY), part (fraction of the
-- wallet), wallet (CNY, of the account or that category).
-- Formula: ours = our sales there, as in share.white_space and share.by_account; a rival's = its spend in the counted wallet rows;
-- nobody's = what is left of the wallet, where something is. Amounts rounded once, parts from unrounded ones.
-- Source: account_wallet, wallet_span, span_sale, wallet_supplier, supplier_spend; rules.md, Wallet and share; Rivals.
WITH sold AS (
  SELECT account_id, category, SUM(amount) AS amount
  FROM span_sale
  WHERE span_kind = 'period' AND category <> ''
  GROUP BY account_id, category
),
sized AS (
  SELECT
    account_id,
    '' AS category,
    parts,
    CASE WHEN param.has_sales THEN CAST(matched * 100 AS DECIMAL(38, 0)) * param.fen_parts END AS our_parts
  FROM account_wallet
  CROSS JOIN param
  WHERE span_kind = 'period' AND parts > 0
  UNION ALL
  SELECT
    wallet_span.account_id,
    wallet_span.category,
    wallet_span.parts,
    CASE WHEN param.has_sales THEN CAST(COALESCE(sold.amount, 0) * 100 AS DECIMAL(38, 0)) * param.fen_parts END
  FROM wallet_span
  CROSS JOIN param
  LEFT JOIN sold ON sold.account_id = wallet_span.account_id AND sold.category = wallet_span.category
  WHERE wallet_span.span_kind = 'period' AND wallet_span.category <> '' AND wallet_span.parts > 0
),
rival AS (
  SELECT account_id, '' AS category, supplier, parts
  FROM supplier_spend
  WHERE span_kind = 'period' AND supplier <> '我方' AND parts > 0
  UNION ALL
  SELECT account_id, category, supplier, parts
  FROM wallet_supplier
  WHERE span_kind = 'period' AND category <> '' AND supplier <> '我方' AND parts > 0
),
named AS (
  SELECT account_id, category, SUM(parts) AS parts FROM rival GROUP BY account_id, category
),
held AS (
  SELECT account_id, category, '我方' AS holder, 0 AS place, our_parts AS held_parts, parts AS whole_parts FROM sized
  UNION ALL
  SELECT
    sized.account_id,
    sized.category,
    rival.supplier AS holder,
    1 AS place,
    rival.parts AS held_parts,
    sized.parts AS whole_parts
  FROM sized
  JOIN rival ON rival.account_id = sized.account_id AND rival.category = sized.category
  UNION ALL
  SELECT
    sized.account_id,
    sized.category,
    '' AS holder,
    2 AS place,
    sized.parts - sized.our_parts - COALESCE(named.parts, 0) AS held_parts,
    sized.parts AS whole_parts
  FROM sized
  LEFT JOIN named ON named.account_id = sized.account_id AND named.category = sized.category
  WHERE sized.parts - sized.our_parts - COALESCE(named.parts, 0) > 0
),
doubled AS (
  SELECT
    held.*,
    2 * held.held_parts + SIGN(held.held_parts) * param.fen_parts AS doubled,
    2 * held.whole_parts + param.fen_parts AS doubled_whole,
    2 * param.fen_parts AS double_fen
  FROM held
  CROSS JOIN param
)
SELECT
  customer.account_id,
  NULLIF(doubled.category, '') AS category,
  NULLIF(doubled.holder, '') AS holder,
  CAST(ROUND((doubled - MOD(doubled, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2)) AS amount,
  CAST(held_parts AS DOUBLE) / CAST(whole_parts AS DOUBLE) AS part,
  CAST(ROUND((doubled_whole - MOD(doubled_whole, double_fen)) / double_fen) / 100 AS DECIMAL(18, 2)) AS wallet
FROM doubled
JOIN customer ON customer.account_id = doubled.account_id AND customer.is_in
ORDER BY customer.account_id, doubled.category, doubled.place, doubled.held_parts DESC, doubled.holder
