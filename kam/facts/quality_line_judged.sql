-- How many order lines quality_line looked at. One row: judged = lines of the period of the customers in scope; amount = their
-- sum in CNY, empty without any known one. Source: order_line, customer.
SELECT COALESCE(SUM(summed.judged), 0) AS judged, SUM(summed.amount) AS amount
FROM (
  SELECT given.account_id, COUNT(*) AS judged, SUM(given.amount) AS amount
  FROM order_line AS given
  JOIN param ON given.ordered_on >= param.period_from AND given.ordered_on <= param.period_to
  GROUP BY given.account_id
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_in
