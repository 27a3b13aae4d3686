-- Our own sales where they stand in for a missing row of ours. Grain: span x account x category ('' = whole) of a wallet
-- split between suppliers without us, with an order line on its counted days. parts = these sales in parts of a fen (see
-- wallet_group). Source: wallet_owner, dated_line, span.
SELECT
  ours.span_kind,
  ours.span_name,
  ours.account_id,
  ours.category,
  SUM(CAST(ours.amount * 100 AS DECIMAL(38, 0)) * param.fen_parts) AS parts
FROM (
  SELECT
    span.span_kind,
    span.span_name,
    wallet_owner.account_id,
    wallet_owner.category,
    COALESCE(dated_line.amount, 0) AS amount
  FROM wallet_owner
  JOIN dated_line
    ON dated_line.month_no = wallet_owner.month_no
    AND dated_line.account_id = wallet_owner.account_id
    AND dated_line.category = wallet_owner.category
  JOIN span
    ON span.month_no = dated_line.month_no
    AND MOD(dated_line.windows // CASE span.span_kind WHEN 'year' THEN 4 WHEN 'last' THEN 2 ELSE 1 END, 2) = 1
  WHERE wallet_owner.is_open AND wallet_owner.category <> ''
  UNION ALL
  SELECT
    span.span_kind,
    span.span_name,
    wallet_owner.account_id,
    wallet_owner.category,
    COALESCE(dated_line.amount, 0)
  FROM wallet_owner
  JOIN dated_line
    ON dated_line.month_no = wallet_owner.month_no AND dated_line.account_id = wallet_owner.account_id
  JOIN span
    ON span.month_no = dated_line.month_no
    AND MOD(dated_line.windows // CASE span.span_kind WHEN 'year' THEN 4 WHEN 'last' THEN 2 ELSE 1 END, 2) = 1
  WHERE wallet_owner.is_open AND wallet_owner.category = ''
) AS ours
CROSS JOIN param
GROUP BY ours.span_kind, ours.span_name, ours.account_id, ours.category
