-- Sales of the period's days a year earlier. Grain: customer in scope with an order line on them ('' = no customer).
-- amount in CNY, returns included. Whether the company's orders reach back that far is param.has_last_year. Source: dated_line,
-- customer.
SELECT customer.account_id, COALESCE(summed.amount, 0) AS amount
FROM (
  SELECT account_id, SUM(amount) AS amount
  FROM dated_line
  WHERE MOD(windows // 2, 2) = 1
  GROUP BY account_id
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_in
