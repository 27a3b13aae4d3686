-- Our sales by span. Grain: span x month x account ('' = no customer) x category ('' = none) with an order line.
-- amount = sum of order_line.amount in CNY, returns included, cut to the scope and the as-of day. Source: dated_line,
-- summed before customers and spans are joined to it: a fourth of the lines is left then.
SELECT
  span.span_kind,
  span.span_name,
  span.month_no,
  customer.account_id,
  COALESCE(summed.category, '') AS category,
  COALESCE(summed.amount, 0) AS amount
FROM (
  SELECT account_id, category, month_no, windows, SUM(amount) AS amount
  FROM dated_line
  GROUP BY account_id, category, month_no, windows
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_in
JOIN span
  ON span.month_no = summed.month_no
  AND MOD(summed.windows // CASE span.span_kind WHEN 'year' THEN 4 WHEN 'last' THEN 2 ELSE 1 END, 2) = 1
