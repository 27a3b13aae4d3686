-- The order lines of each month added up, all of them, whoever looks and whatever the day. Grain: month x account x category
-- as in the file, with an order line. month_no = year x 12 + month - 1; first_on = the first day of it with such a line; both
-- empty for lines without a day; amount, cost = sums in CNY, returns included; highest = the largest amount of a line;
-- without_cost = lines without a cost. It asks for no parameter, so the store keeps it as a table (see engine.keep).
-- Source: order_line.
SELECT
  account_id,
  category,
  EXTRACT(YEAR FROM ordered_on) * 12 + EXTRACT(MONTH FROM ordered_on) - 1 AS month_no,
  MIN(ordered_on) AS first_on,
  SUM(amount) AS amount,
  MAX(amount) AS highest,
  SUM(cost) AS cost,
  COUNT(*) - COUNT(cost) AS without_cost
FROM order_line
GROUP BY account_id, category, EXTRACT(YEAR FROM ordered_on) * 12 + EXTRACT(MONTH FROM ordered_on) - 1
