-- The known wallets. Grain: span x account x category ('' = the whole account), only where the rows cover every day of
-- the span. parts = the wallet in parts of a fen (see wallet_group), our own sales included where they stand in for a
-- row of ours; is_prorated = a counted row is counted only in part. Source: wallet_counted, wallet_own; rules.md, Wallet
-- and share: coverage, basis.
SELECT
  covered.span_kind,
  covered.span_name,
  covered.account_id,
  covered.category,
  covered.parts + COALESCE(wallet_own.parts, 0) AS parts,
  covered.is_prorated
FROM (
  SELECT
    span_kind,
    span_name,
    account_id,
    category,
    SUM(parts) AS parts,
    MAX(CASE WHEN days < period_days THEN 1 ELSE 0 END) = 1 AS is_prorated
  FROM wallet_counted
  GROUP BY span_kind, span_name, account_id, category
  HAVING SUM(months) = MIN(span_months)
) AS covered
LEFT JOIN wallet_own
  ON wallet_own.span_kind = covered.span_kind
  AND wallet_own.span_name = covered.span_name
  AND wallet_own.account_id = covered.account_id
  AND wallet_own.category = covered.category
