-- Sales of the last 12 months against those of the 12 before. Grain: account in scope with an order line in the 24 months.
-- amount, amount_before in CNY, 0 without a line. Whether the company's orders reach back 24 months is in
-- param.has_two_years. Source: line, customer; rules.md, Funnel: need 5.
SELECT
  customer.account_id,
  COALESCE(summed.amount, 0) AS amount,
  COALESCE(summed.amount_before, 0) AS amount_before
FROM (
  SELECT
    line.account_id,
    SUM(CASE WHEN line.ordered_on >= param.year_from THEN line.amount END) AS amount,
    SUM(CASE WHEN line.ordered_on < param.year_from THEN line.amount END) AS amount_before
  FROM line
  CROSS JOIN param
  WHERE line.ordered_on >= param.two_years_from
  GROUP BY line.account_id
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_in
