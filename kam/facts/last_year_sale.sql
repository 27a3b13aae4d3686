-- Sales of the period's days a year earlier. Grain: customer in scope with an order line on them ('' = no customer).
-- amount in CNY, returns included. Whether the company's orders reach back that far is param.has_last_year. Source: sale.
SELECT sale.account_id, COALESCE(SUM(sale.amount), 0) AS amount
FROM sale
CROSS JOIN param
WHERE sale.ordered_on >= param.last_year_from AND sale.ordered_on <= param.last_year_to
GROUP BY sale.account_id
