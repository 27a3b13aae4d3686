-- Our sales on the days of each month of the period, a year earlier. Grain: span of kind 'month' with an order line on
-- them. amount in CNY, returns included, of the customers in scope. Source: line, span, customer.
SELECT summed.span_name, SUM(summed.amount) AS amount
FROM (
  SELECT span.span_name, line.account_id, SUM(line.amount) AS amount
  FROM line
  JOIN span
    ON span.span_kind = 'month'
    AND span.month_no = EXTRACT(YEAR FROM line.ordered_on) * 12 + EXTRACT(MONTH FROM line.ordered_on) + 11
    AND line.ordered_on >= CAST(span.starts_on - INTERVAL 1 YEAR AS DATE)
    AND line.ordered_on <= CAST(span.ends_on - INTERVAL 1 YEAR AS DATE)
  GROUP BY span.span_name, line.account_id
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_in
GROUP BY summed.span_name
