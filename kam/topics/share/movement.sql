-- Grain: the change of the share as a whole, by category, by rival. Only accounts whose wallet is known for the period and for
-- the same days last year, and none where our orders do not reach back that far. divided_by = 'total' (one row), 'category', 'rival' · name = the category or the rival, empty for
-- the total, for lines without a category and for what no supplier is named for · share_before, share_now = the part of these
-- accounts' wallets that is ours (total, category) or the rival's, fraction, last year and in the period · points = what
-- that did to our share, fraction: now - before, for a rival before - now; the categories add up to the total, the
-- rivals too · accounts = how many were compared. Without any, the total alone, empty. A name
-- without sales or spend on all these days has no row. Sorted by divided_by, then name, an
-- empty one last. Source: account_wallet, wallet_span, span_sale, supplier_spend; domain.md, share: the same share as
-- share.by_region's, over the accounts known in both years. Fractions are added up as decimals: binary ones differ in their
-- last digit with the order that they are added in.
WITH compared AS (
  SELECT now.account_id, now.parts AS parts_now, before.parts AS parts_before
  FROM account_wallet AS now
  JOIN account_wallet AS before ON before.account_id = now.account_id AND before.span_kind = 'last'
  JOIN param ON param.has_sales AND param.has_last_year
  WHERE now.span_kind = 'period'
),
whole AS (
  SELECT
    COUNT(*) AS accounts,
    CASE WHEN SUM(parts_before) > 0 AND SUM(parts_now) > 0 THEN CAST(SUM(parts_now) AS DOUBLE) END AS parts_now,
    CASE WHEN SUM(parts_before) > 0 AND SUM(parts_now) > 0 THEN CAST(SUM(parts_before) AS DOUBLE) END AS parts_before
  FROM compared
),
held AS (
  SELECT span_kind, account_id, MIN(category) AS first_category
  FROM wallet_span
  WHERE span_kind IN ('period', 'last')
  GROUP BY span_kind, account_id
),
ours AS (
  SELECT
    span_sale.category,
    SUM(CASE WHEN span_sale.span_kind = 'period' THEN span_sale.amount ELSE 0 END) AS amount_now,
    SUM(CASE WHEN span_sale.span_kind = 'last' THEN span_sale.amount ELSE 0 END) AS amount_before
  FROM span_sale
  JOIN compared ON compared.account_id = span_sale.account_id
  JOIN held ON held.span_kind = span_sale.span_kind AND held.account_id = span_sale.account_id
  LEFT JOIN wallet_span
    ON wallet_span.span_kind = span_sale.span_kind
    AND wallet_span.account_id = span_sale.account_id
    AND wallet_span.category = span_sale.category
  WHERE held.first_category = '' OR wallet_span.category IS NOT NULL
  GROUP BY span_sale.category
  HAVING MIN(span_sale.amount) <> 0 OR MAX(span_sale.amount) <> 0
),
theirs AS (
  SELECT
    supplier_spend.supplier,
    SUM(CASE WHEN supplier_spend.span_kind = 'period' THEN supplier_spend.parts ELSE 0 END) AS parts_now,
    SUM(CASE WHEN supplier_spend.span_kind = 'last' THEN supplier_spend.parts ELSE 0 END) AS parts_before
  FROM supplier_spend
  JOIN compared ON compared.account_id = supplier_spend.account_id
  WHERE supplier_spend.span_kind IN ('period', 'last') AND supplier_spend.supplier <> '我方'
  GROUP BY supplier_spend.supplier
  HAVING MAX(supplier_spend.parts) > 0
),
ours_part AS (
  SELECT
    ours.category,
    CAST(CAST(ours.amount_now * 100 AS DECIMAL(38, 0)) * param.fen_parts AS DOUBLE) / whole.parts_now AS share_now,
    CAST(CAST(ours.amount_before * 100 AS DECIMAL(38, 0)) * param.fen_parts AS DOUBLE) / whole.parts_before AS share_before
  FROM ours
  JOIN whole ON whole.parts_now IS NOT NULL
  CROSS JOIN param
),
total AS (
  SELECT
    whole.accounts,
    CASE
      WHEN whole.parts_now IS NOT NULL THEN COALESCE(CAST(SUM(CAST(ours_part.share_now AS DECIMAL(38, 18))) AS DOUBLE), 0)
    END AS share_now,
    CASE
      WHEN whole.parts_before IS NOT NULL THEN COALESCE(CAST(SUM(CAST(ours_part.share_before AS DECIMAL(38, 18))) AS DOUBLE), 0)
    END AS share_before
  FROM whole
  LEFT JOIN ours_part ON TRUE
  GROUP BY whole.accounts, whole.parts_now, whole.parts_before
),
theirs_part AS (
  SELECT
    theirs.supplier,
    CAST(theirs.parts_now AS DOUBLE) / whole.parts_now AS share_now,
    CAST(theirs.parts_before AS DOUBLE) / whole.parts_before AS share_before
  FROM theirs
  JOIN whole ON whole.parts_now IS NOT NULL
),
rest AS (
  SELECT
    1 - MIN(total.share_now) - COALESCE(CAST(SUM(CAST(theirs_part.share_now AS DECIMAL(38, 18))) AS DOUBLE), 0) AS share_now,
    1 - MIN(total.share_before) - COALESCE(CAST(SUM(CAST(theirs_part.share_before AS DECIMAL(38, 18))) AS DOUBLE), 0)
      AS share_before
  FROM total
  LEFT JOIN theirs_part ON TRUE
),
listed AS (
  SELECT 'total' AS divided_by, NULL AS name, share_before, share_now, share_now - share_before AS points FROM total
  UNION ALL
  SELECT 'category', NULLIF(category, ''), share_before, share_now, share_now - share_before FROM ours_part
  UNION ALL
  SELECT 'rival', supplier, share_before, share_now, share_before - share_now FROM theirs_part
  UNION ALL
  SELECT 'rival', NULL, share_before, share_now, share_before - share_now FROM rest WHERE share_now IS NOT NULL
)
SELECT
  listed.divided_by,
  listed.name,
  listed.share_before,
  listed.share_now,
  listed.points,
  total.accounts
FROM listed
CROSS JOIN total
ORDER BY listed.divided_by, CASE WHEN listed.name IS NULL THEN 1 ELSE 0 END, listed.name
