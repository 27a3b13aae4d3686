-- Sales of the period with what they cost. Grain: customer in scope with an order line in it ('' = no customer). amount,
-- cost in CNY, returns included; without_cost = lines without one, which make cost unknown. Source: dated_line, customer.
SELECT
  customer.account_id,
  summed.amount,
  CASE WHEN summed.without_cost = 0 THEN summed.cost END AS cost,
  summed.without_cost
FROM (
  SELECT
    account_id,
    SUM(amount) AS amount,
    SUM(cost) AS cost,
    SUM(without_cost) AS without_cost
  FROM dated_line
  WHERE MOD(windows, 2) = 1
  GROUP BY account_id
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_in
