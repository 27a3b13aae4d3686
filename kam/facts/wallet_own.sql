-- Our own sales where they stand in for a missing row of ours. Grain: span x account x category ('' = whole) of a wallet
-- split between suppliers without us, with an order line on its counted days. parts = these sales in parts of a fen (see
-- wallet_group). Source: wallet_group, wallet_period, wallet_taken, span_sale, month_sale.
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
JOIN wallet_group
  ON wallet_group.is_open
  AND wallet_group.account_id = ours.account_id
  AND wallet_group.category = ours.category
JOIN wallet_period
  ON wallet_period.period = wallet_group.period
  AND ours.month_no >= wallet_period.first_month
  AND ours.month_no <= wallet_period.last_month
LEFT JOIN wallet_taken
  ON wallet_taken.account_id = wallet_group.account_id
  AND wallet_taken.category = wallet_group.category
  AND wallet_taken.period = wallet_group.period
  AND wallet_taken.month_no = ours.month_no
CROSS JOIN param
WHERE wallet_taken.account_id IS NULL
GROUP BY ours.span_kind, ours.span_name, ours.account_id, ours.category
