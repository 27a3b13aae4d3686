-- All sales of a customer in a month of a span. Grain: span x month x account ('' = no customer) with an order line in it.
-- amount in CNY, returns included, cut to the scope and the as-of day. Source: span_sale.
SELECT span_kind, span_name, month_no, account_id, SUM(amount) AS amount
FROM span_sale
GROUP BY span_kind, span_name, month_no, account_id
