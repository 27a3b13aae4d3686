-- Sales of the last 12 months. Grain: customer that the viewer may see, whatever the filters, with an order line in them
-- ('' = no customer). amount in CNY, returns included. Source: dated_line, customer.
SELECT customer.account_id, COALESCE(summed.amount, 0) AS amount
FROM (
  SELECT account_id, SUM(amount) AS amount
  FROM dated_line
  WHERE MOD(windows // 4, 2) = 1
  GROUP BY account_id
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_seen
