-- The first order of an account. Grain: account in scope with a line with amount > 0 up to the as-of day.
-- first_order = 'day number' of it, the lowest number of its day. Source: sale; rules.md, Funnel: need 4.
SELECT sale.account_id, MIN(CAST(sale.ordered_on AS VARCHAR) || ' ' || sale.order_no) AS first_order
FROM sale
JOIN (
  SELECT account_id, MIN(ordered_on) AS first_on FROM sale WHERE amount > 0 GROUP BY account_id
) AS begun
  ON begun.account_id = sale.account_id AND begun.first_on = sale.ordered_on
WHERE sale.amount > 0
GROUP BY sale.account_id
