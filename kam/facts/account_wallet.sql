-- The wallet of an account and the sales it is compared with. Grain: span x account with a known wallet. parts = the
-- whole account's wallet where it is known, else the sum of the known categories, in parts of a fen (see
-- wallet_group). matched = sales in the same categories in CNY (all sales beside a whole), 0 without a line.
-- is_prorated as in wallet_span. Source: wallet_span, span_sale; rules.md, Wallet and share.
SELECT
  chosen.span_kind,
  chosen.span_name,
  chosen.account_id,
  SUM(chosen.parts) AS parts,
  COALESCE(SUM(sold.amount), 0) AS matched,
  MAX(CASE WHEN chosen.is_prorated THEN 1 ELSE 0 END) = 1 AS is_prorated
FROM (
  SELECT
    span_kind,
    span_name,
    account_id,
    category,
    parts,
    is_prorated,
    MIN(category) OVER (PARTITION BY span_kind, span_name, account_id) AS first_category
  FROM wallet_span
) AS chosen
LEFT JOIN (
  SELECT span_kind, span_name, account_id, category, SUM(amount) AS amount
  FROM span_sale
  WHERE category <> ''
  GROUP BY span_kind, span_name, account_id, category
  UNION ALL
  SELECT span_kind, span_name, account_id, '', amount FROM account_sale
) AS sold
  ON sold.span_kind = chosen.span_kind
  AND sold.span_name = chosen.span_name
  AND sold.account_id = chosen.account_id
  AND sold.category = chosen.category
WHERE chosen.category = '' OR chosen.first_category <> ''
GROUP BY chosen.span_kind, chosen.span_name, chosen.account_id
