-- Grain: account of the directory that is no key account at the as-of day, not released by it, and large enough; by
-- account_id. Columns: account_id, sales_12m (CNY, last 12 months; 0 where nothing was bought), annual_potential (CNY),
-- by_sales, by_potential (the amount is at least candidate_from; unknown where it is).
-- Formula: sales of the last 12 months >= candidate_from or annual_potential >= candidate_from, a setting, 1,000,000 until set.
-- Source: candidate, setting (account, order_line); domain.md, roster; rules.md, Roster.
SELECT
  account_id,
  CAST(sales_12m AS DECIMAL(18, 2)) AS sales_12m,
  annual_potential,
  by_sales,
  by_potential
FROM candidate
ORDER BY account_id
