-- Our sales by span. Grain: span x account ('' = no customer) x category ('' = none) with an order line.
-- amount = sum of order_line.amount in CNY, returns included, cut to the scope and the as-of day; is_sold = not 0 in
-- every month of it. Source: dated_line.
SELECT
  span.span_kind,
  span.span_name,
  customer.account_id,
  COALESCE(dated_line.category, '') AS category,
  COALESCE(SUM(dated_line.amount), 0) AS amount,
  COALESCE(MAX(CASE WHEN dated_line.amount <> 0 THEN 1 ELSE 0 END) = 1, FALSE) AS is_sold
FROM dated_line
JOIN customer ON customer.account_id = COALESCE(dated_line.account_id, '') AND customer.is_in
JOIN span
  ON span.month_no = dated_line.month_no
  AND MOD(dated_line.windows // CASE span.span_kind WHEN 'year' THEN 4 WHEN 'last' THEN 2 ELSE 1 END, 2) = 1
GROUP BY span.span_kind, span.span_name, customer.account_id, COALESCE(dated_line.category, '')
