-- Sales of the period's days a year earlier. Grain: customer in scope with an order line on them ('' = no customer).
-- amount in CNY, returns included. Whether the company's orders reach back that far is param.has_last_year. Source: line,
-- customer.
SELECT customer.account_id, COALESCE(summed.amount, 0) AS amount
FROM (
  SELECT line.account_id, SUM(line.amount) AS amount
  FROM line
  CROSS JOIN param
  WHERE line.ordered_on >= param.last_year_from AND line.ordered_on <= param.last_year_to
  GROUP BY line.account_id
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_in
