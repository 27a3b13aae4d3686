-- Order lines of the customers in scope, up to the as-of day. Grain: order line. Columns of line.
SELECT order_no, account_id, category, ordered_on, amount, cost, quantity, region
FROM line
WHERE is_in
