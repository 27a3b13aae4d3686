-- Grain: one row.
-- Columns: key_sales (CNY, of the key accounts of the as-of day, in the period), key_change (fraction: their sales / those of
-- the same days last year - 1), other_sales (CNY, of everybody else with an account_id, in the directory or not),
-- other_change (fraction), key_last_year, other_last_year (CNY, the same days last year). Sales are empty before the company's first order line; a change is empty where its orders do not
-- reach back to last year's first day, or last year's sales are not positive.
-- Source: account_sale, last_year_sale, customer; domain.md, share: guardrail; rules.md, Wallet and share, General.
SELECT
  CAST(CASE WHEN has_sales THEN key_now END AS DECIMAL(18, 2)) AS key_sales,
  CASE WHEN has_last_year AND key_then > 0 THEN CAST(key_now AS DOUBLE) / CAST(key_then AS DOUBLE) - 1 END AS key_change,
  CAST(CASE WHEN has_sales THEN other_now END AS DECIMAL(18, 2)) AS other_sales,
  CASE WHEN has_last_year AND other_then > 0 THEN CAST(other_now AS DOUBLE) / CAST(other_then AS DOUBLE) - 1 END
    AS other_change,
  CAST(CASE WHEN has_last_year THEN key_then END AS DECIMAL(18, 2)) AS key_last_year,
  CAST(CASE WHEN has_last_year THEN other_then END AS DECIMAL(18, 2)) AS other_last_year
FROM param
CROSS JOIN (
  SELECT
    COALESCE(SUM(CASE WHEN customer.is_key THEN sold.amount END), 0) AS key_now,
    COALESCE(SUM(CASE WHEN customer.is_key THEN last_year_sale.amount END), 0) AS key_then,
    COALESCE(SUM(CASE WHEN NOT customer.is_key THEN sold.amount END), 0) AS other_now,
    COALESCE(SUM(CASE WHEN NOT customer.is_key THEN last_year_sale.amount END), 0) AS other_then
  FROM customer
  LEFT JOIN (SELECT account_id, amount FROM account_sale WHERE span_kind = 'period') AS sold
    ON sold.account_id = customer.account_id
  LEFT JOIN last_year_sale ON last_year_sale.account_id = customer.account_id
  WHERE customer.is_in AND customer.account_id <> ''
) AS summed
