-- All order lines up to the as-of day, whoever looks. Grain: order line. account_id and category are '' when empty. is_in =
-- of a customer in scope; only what a rule counts whatever the scope reads the others, everything else reads sale.
-- amount in CNY (returns negative), quantity with the sign of its amount; at amount 0 it keeps its own (rules.md, Rebate).
SELECT
  given.order_no,
  COALESCE(given.account_id, '') AS account_id,
  COALESCE(given.category, '') AS category,
  given.ordered_on,
  given.amount,
  given.cost,
  CASE
    WHEN given.amount > 0 THEN ABS(given.quantity) WHEN given.amount < 0 THEN -ABS(given.quantity) ELSE given.quantity
  END AS quantity,
  customer.region,
  customer.is_in
FROM order_line AS given
JOIN customer ON customer.account_id = COALESCE(given.account_id, '')
CROSS JOIN param
WHERE given.ordered_on <= param.as_of
