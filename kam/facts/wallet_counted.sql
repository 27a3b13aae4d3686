-- How much of each wallet row counts in a span. Grain: span x account x category ('' = whole) x wallet period that
-- owns a day of it. days = the days counted, period_days = the days the row has, months = the months of the span it
-- owns; parts = its spend on the counted days, in parts of a fen (see wallet_group), with our own sales of those days
-- where they stand in for a missing row of ours; own_parts = these sales alone, 0 where they do not. Source: wallet_owner, span_sale.
SELECT
  span.span_kind,
  span.span_name,
  wallet_owner.account_id,
  wallet_owner.category,
  wallet_owner.period,
  MIN(wallet_owner.period_days) AS period_days,
  SUM(span.days) AS days,
  COUNT(*) AS months,
  MIN(span.months) AS span_months,
  SUM(
    wallet_owner.spend_parts * span.days
    + CAST(COALESCE(ours.amount, 0) * 100 AS DECIMAL(38, 0)) * param.fen_parts
  ) AS parts,
  SUM(CAST(COALESCE(ours.amount, 0) * 100 AS DECIMAL(38, 0)) * param.fen_parts) AS own_parts
FROM wallet_owner
JOIN span ON span.month_no = wallet_owner.month_no
LEFT JOIN (
  SELECT span_kind, span_name, month_no, account_id, category, amount FROM span_sale WHERE category <> ''
  UNION ALL
  SELECT span_kind, span_name, month_no, account_id, '', SUM(amount)
  FROM span_sale
  GROUP BY span_kind, span_name, month_no, account_id
) AS ours
  ON wallet_owner.is_open
  AND ours.span_kind = span.span_kind
  AND ours.span_name = span.span_name
  AND ours.month_no = wallet_owner.month_no
  AND ours.account_id = wallet_owner.account_id
  AND ours.category = wallet_owner.category
CROSS JOIN param
GROUP BY
  span.span_kind, span.span_name, wallet_owner.account_id, wallet_owner.category, wallet_owner.period
