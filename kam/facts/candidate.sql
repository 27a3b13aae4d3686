-- Accounts worth locking. Grain: account of the directory in scope that is no key account at the as-of day and not
-- released by it, so a candidate, without a status, or locked only later; any class; with sales of the last 12 months or
-- annual_potential of at least setting.candidate_from. sales_12m in CNY, 0 where nothing was bought, empty without any
-- order line by the as-of day; by_sales, by_potential = which of the two, unknown where the amount is.
-- Source: customer, year_sale, setting; rules.md, Roster.
SELECT account_id, region, sales_12m, annual_potential, by_sales, by_potential
FROM (
  SELECT
    sized.*,
    sized.sales_12m >= setting.candidate_from AS by_sales,
    sized.annual_potential >= setting.candidate_from AS by_potential
  FROM (
    SELECT
      customer.account_id,
      customer.region,
      customer.annual_potential,
      CASE WHEN param.first_ordered_on <= param.as_of THEN COALESCE(year_sale.amount, 0) END AS sales_12m
    FROM customer
    CROSS JOIN param
    LEFT JOIN year_sale ON year_sale.account_id = customer.account_id
    WHERE customer.is_in AND customer.is_listed AND NOT customer.is_key AND NOT customer.is_released
  ) AS sized
  CROSS JOIN setting
) AS judged
WHERE by_sales OR by_potential
