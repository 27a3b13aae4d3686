-- The known wallets. Grain: span x account x category ('' = the whole account), only where the rows cover every day of
-- the span. parts = the wallet in parts of a fen (see wallet_group); is_prorated = a counted row is counted only in
-- part. Source: wallet_counted; rules.md, Wallet and share: coverage, basis.
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
