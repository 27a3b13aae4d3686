-- All sales of a customer in a span. Grain: span x account ('' = no customer) with an order line in it. amount in CNY.
-- Source: month_sale.
SELECT span_kind, span_name, account_id, SUM(amount) AS amount
FROM month_sale
GROUP BY span_kind, span_name, account_id
