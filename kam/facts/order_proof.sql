-- The first order of an account. Grain: account in scope with a line with amount > 0 up to the as-of day.
-- first_order = 'day number' of it, the lowest number of its day. Source: line, customer; rules.md, Funnel: need 4.
SELECT
  customer.account_id,
  CAST(begun.first_on AS VARCHAR) || ' ' || MIN(line.order_no) AS first_order
FROM line
JOIN (
  SELECT account_id, MIN(ordered_on) AS first_on FROM line WHERE amount > 0 GROUP BY account_id
) AS begun
  ON begun.account_id = line.account_id AND begun.first_on = line.ordered_on
JOIN customer ON customer.account_id = begun.account_id AND customer.is_in
WHERE line.amount > 0
GROUP BY customer.account_id, begun.first_on
