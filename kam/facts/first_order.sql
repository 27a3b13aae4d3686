-- The first order of an account, whoever looks and whatever the day. Grain: account as in the file with a line with amount > 0
-- on a known day. first_on = the day, order_no = the lowest number of it. It asks for no parameter, so the store keeps it as
-- a table (see engine.keep). Source: order_line.
SELECT begun.account_id, begun.first_on, MIN(order_line.order_no) AS order_no
FROM order_line
JOIN (
  SELECT account_id, MIN(ordered_on) AS first_on FROM order_line WHERE amount > 0 GROUP BY account_id
) AS begun
  ON begun.account_id = order_line.account_id AND begun.first_on = order_line.ordered_on
WHERE order_line.amount > 0
GROUP BY begun.account_id, begun.first_on
