-- Sales of the last 12 months against those of the 12 before. Grain: account in scope with an order line in the 24 months.
-- amount, amount_before in CNY, 0 without a line. Whether the company's orders reach back 24 months is in
-- param.has_two_years. Source: dated_line, customer; rules.md, Funnel: need 5.
SELECT
  customer.account_id,
  COALESCE(summed.amount, 0) AS amount,
  COALESCE(summed.amount_before, 0) AS amount_before
FROM (
  SELECT
    account_id,
    SUM(CASE WHEN MOD(windows // 4, 2) = 1 THEN amount END) AS amount,
    SUM(CASE WHEN windows >= 8 THEN amount END) AS amount_before
  FROM dated_line
  WHERE windows >= 4
  GROUP BY account_id
) AS summed
JOIN customer ON customer.account_id = COALESCE(summed.account_id, '') AND customer.is_in
