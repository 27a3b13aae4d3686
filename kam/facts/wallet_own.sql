-- Our own sales where they stand in for a missing row of ours. Grain: span x account x category ('' = whole) of a wallet
-- split between suppliers without us, with an order line on its counted days. parts = these sales in parts of a fen (see
-- wallet_group). Source: wallet_owner, span_sale, month_sale.
SELECT
  ours.span_kind,
  ours.span_name,
  ours.account_id,
  ours.category,
  SUM(CAST(ours.amount * 100 AS DECIMAL(38, 0)) * param.fen_parts) AS parts
FROM (
  SELECT span_kind, span_name, month_no, account_id, category, amount FROM span_sale WHERE category <> ''
  UNION ALL
  SELECT span_kind, span_name, month_no, account_id, '', amount FROM month_sale
) AS ours
JOIN wallet_owner
  ON wallet_owner.is_open
  AND wallet_owner.month_no = ours.month_no
  AND wallet_owner.account_id = ours.account_id
  AND wallet_owner.category = ours.category
CROSS JOIN param
GROUP BY ours.span_kind, ours.span_name, ours.account_id, ours.category
