-- Sales of the last 12 months. Grain: customer that the viewer may see, whatever the filters, with an order line in them
-- ('' = no customer). amount in CNY, returns included. Source: line, customer.
SELECT customer.account_id, COALESCE(summed.amount, 0) AS amount
FROM (
  SELECT line.account_id, SUM(line.amount) AS amount
  FROM line
  CROSS JOIN param
  WHERE line.ordered_on >= param.year_from
  GROUP BY line.account_id
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_seen
