-- Sales of the last 12 months against those of the 12 before. Grain: account in scope with an order line in the 24 months.
-- amount, amount_before in CNY, 0 without a line. Whether the company's orders reach back 24 months is in
-- param.has_two_years. Source: sale; rules.md, Funnel: need 5.
SELECT
  sale.account_id,
  COALESCE(SUM(CASE WHEN sale.ordered_on >= param.year_from THEN sale.amount END), 0) AS amount,
  COALESCE(SUM(CASE WHEN sale.ordered_on < param.year_from THEN sale.amount END), 0) AS amount_before
FROM sale
CROSS JOIN param
WHERE sale.ordered_on >= param.two_years_from
GROUP BY sale.account_id
