-- Sales of the period with what they cost. Grain: customer in scope with an order line in it ('' = no customer). amount,
-- cost in CNY, returns included; without_cost = lines without one, which make cost unknown. Source: line, customer.
SELECT
  customer.account_id,
  summed.amount,
  CASE WHEN summed.without_cost = 0 THEN summed.cost END AS cost,
  summed.without_cost
FROM (
  SELECT
    line.account_id,
    SUM(line.amount) AS amount,
    SUM(line.cost) AS cost,
    COUNT(*) - COUNT(line.cost) AS without_cost
  FROM line
  JOIN param ON line.ordered_on >= param.period_from AND line.ordered_on <= param.period_to
  GROUP BY line.account_id
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_in
