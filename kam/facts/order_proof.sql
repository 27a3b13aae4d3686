-- The first order of an account. Grain: account in scope with a line with amount > 0 up to the as-of day.
-- first_order = 'day number' of it, the lowest number of its day. Source: first_order, customer; rules.md, Funnel: need 4.
SELECT customer.account_id, CAST(first_order.first_on AS VARCHAR) || ' ' || first_order.order_no AS first_order
FROM first_order
JOIN param ON first_order.first_on <= param.as_of
JOIN customer ON customer.account_id = first_order.account_id AND customer.is_in
