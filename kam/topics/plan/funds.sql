-- Grain: region of the region dataset, by region. Class and account filters change what is counted, not the rows.
-- Columns: region, budget, spend (CNY booked in the period; negative rows count; 0 where nothing was booked), rate (spend /
-- budget, fraction), unassigned (CNY, spend without an account).
-- Formula: sums by the row's region, else its account's. rate from unrounded amounts, empty where the budget is not positive.
-- Source: territory, fund_booked (region, fund); domain.md, fund; rules.md, Plan.
WITH booked AS (
  SELECT
    region,
    SUM(CASE WHEN kind = 'budget' THEN amount ELSE 0 END) AS budget,
    SUM(CASE WHEN kind = 'spend' THEN amount ELSE 0 END) AS spend,
    SUM(CASE WHEN kind = 'spend' AND account_id = '' THEN amount ELSE 0 END) AS unassigned
  FROM fund_booked
  GROUP BY region
)
SELECT
  territory.region,
  CAST(COALESCE(booked.budget, 0) AS DECIMAL(18, 2)) AS budget,
  CAST(COALESCE(booked.spend, 0) AS DECIMAL(18, 2)) AS spend,
  CASE WHEN booked.budget > 0 THEN CAST(booked.spend AS DOUBLE) / CAST(booked.budget AS DOUBLE) END AS rate,
  CAST(COALESCE(booked.unassigned, 0) AS DECIMAL(18, 2)) AS unassigned
FROM territory
LEFT JOIN booked ON booked.region = territory.region
ORDER BY territory.region
