-- All order lines up to the as-of day, whoever looks. Grain: order line. account_id and category as in the file, empty or
-- not: facts sum lines by them first and look customers up for the sums, which is several times faster; whatever is shown
-- goes through customer. amount in CNY (returns negative), quantity with the sign of its amount; at amount 0 it keeps its own
-- (rules.md, Rebate). Source: order_line.
SELECT
  given.order_no,
  given.account_id,
  given.category,
  given.ordered_on,
  given.amount,
  given.cost,
  CASE
    WHEN given.amount > 0 THEN ABS(given.quantity) WHEN given.amount < 0 THEN -ABS(given.quantity) ELSE given.quantity
  END AS quantity
FROM order_line AS given
CROSS JOIN param
WHERE given.ordered_on <= param.as_of
