-- Our sales by span. Grain: span x month x account ('' = no customer) x category ('' = none) with an order line.
-- amount = sum of order_line.amount in CNY, returns included. Source: sale, so cut to the scope and the as-of day.
SELECT
  span.span_kind,
  span.span_name,
  span.month_no,
  sale.account_id,
  sale.category,
  COALESCE(SUM(sale.amount), 0) AS amount
FROM sale
JOIN span
  ON span.month_no = EXTRACT(YEAR FROM sale.ordered_on) * 12 + EXTRACT(MONTH FROM sale.ordered_on) - 1
  AND sale.ordered_on >= span.starts_on
  AND sale.ordered_on <= span.ends_on
GROUP BY span.span_kind, span.span_name, span.month_no, sale.account_id, sale.category
