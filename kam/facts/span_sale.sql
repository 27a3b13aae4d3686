-- Our sales by span. Grain: span x month x account ('' = no customer) x category ('' = none) with an order line.
-- amount = sum of order_line.amount in CNY, returns included, cut to the scope and the as-of day. Source: dated_line.
SELECT
  span.span_kind,
  span.span_name,
  span.month_no,
  customer.account_id,
  COALESCE(dated_line.category, '') AS category,
  COALESCE(dated_line.amount, 0) AS amount
FROM dated_line
JOIN customer ON customer.account_id = COALESCE(dated_line.account_id, '') AND customer.is_in
JOIN span
  ON span.month_no = dated_line.month_no
  AND MOD(dated_line.windows // CASE span.span_kind WHEN 'year' THEN 4 WHEN 'last' THEN 2 ELSE 1 END, 2) = 1
