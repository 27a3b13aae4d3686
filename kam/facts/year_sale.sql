-- Sales of the last 12 months. Grain: customer in scope with an order line in them ('' = no customer). amount in CNY,
-- returns included. Source: sale.
SELECT sale.account_id, COALESCE(SUM(sale.amount), 0) AS amount
FROM sale
CROSS JOIN param
WHERE sale.ordered_on >= param.year_from
GROUP BY sale.account_id
