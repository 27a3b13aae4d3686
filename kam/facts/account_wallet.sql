-- The wallet of an account and the sales it is compared with. Grain: span x account with a known wallet. parts = the
-- whole account's wallet where it is known, else the sum of the known categories, in parts of a fen (see
-- wallet_group). matched = sales in the same categories in CNY (all sales beside a whole), 0 without a line.
-- is_prorated as in wallet_span. Source: wallet_span, span_sale, account_sale; rules.md, Wallet and share.
SELECT
  known.span_kind,
  known.span_name,
  known.account_id,
  SUM(known.parts) AS parts,
  COALESCE(SUM(sold.amount), 0) AS matched,
  MAX(CASE WHEN known.is_prorated THEN 1 ELSE 0 END) = 1 AS is_prorated
FROM wallet_span AS known
LEFT JOIN (SELECT span_kind, span_name, account_id FROM wallet_span WHERE category = '') AS whole
  ON whole.span_kind = known.span_kind
  AND whole.span_name = known.span_name
  AND whole.account_id = known.account_id
LEFT JOIN (
  SELECT span_kind, span_name, account_id, category, SUM(amount) AS amount
  FROM span_sale
  WHERE category <> ''
  GROUP BY span_kind, span_name, account_id, category
  UNION ALL
  SELECT span_kind, span_name, account_id, '', amount FROM account_sale
) AS sold
  ON sold.span_kind = known.span_kind
  AND sold.span_name = known.span_name
  AND sold.account_id = known.account_id
  AND sold.category = known.category
WHERE known.category = '' OR whole.account_id IS NULL
GROUP BY known.span_kind, known.span_name, known.account_id
