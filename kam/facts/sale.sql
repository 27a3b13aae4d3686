-- Order lines of the customers in scope, up to the as-of day. Grain: order line. account_id and category are '' when empty.
-- amount in CNY (returns negative), quantity with the sign of its amount; at amount 0 it keeps its own (rules.md, Rebate).
SELECT
  COALESCE(line.account_id, '') AS account_id,
  COALESCE(line.category, '') AS category,
  line.ordered_on,
  line.amount,
  line.cost,
  CASE WHEN line.amount > 0 THEN ABS(line.quantity) WHEN line.amount < 0 THEN -ABS(line.quantity) ELSE line.quantity END AS quantity,
  customer.region
FROM order_line AS line
JOIN customer ON customer.account_id = COALESCE(line.account_id, '') AND customer.is_in
CROSS JOIN param
WHERE line.ordered_on <= param.as_of
