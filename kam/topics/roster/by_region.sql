-- Grain: region of the region dataset, by region. Class and account filters change what is counted, not the rows.
-- Columns: region, locked (key accounts at the as-of day), list_min, list_max (accounts the list should hold), end_user,
-- consultant, contractor (of locked, by class; one without a class is in none), candidates (rows of roster.candidates),
-- entries, exits (locked, released in the period, both ends included).
-- Formula: counts. An exit counts where the account is released still; an unknown day counts in neither.
-- Source: region_list, customer, candidate (region, account, order_line); domain.md, roster; rules.md, Roster.
WITH listed AS (
  SELECT
    customer.region,
    COUNT(CASE WHEN customer.is_key AND customer.account_class = 'end_user' THEN 1 END) AS end_user,
    COUNT(CASE WHEN customer.is_key AND customer.account_class = 'consultant' THEN 1 END) AS consultant,
    COUNT(CASE WHEN customer.is_key AND customer.account_class = 'contractor' THEN 1 END) AS contractor,
    COUNT(
      CASE
        WHEN customer.status IN ('locked', 'released')
          AND customer.locked_on >= param.period_from
          AND customer.locked_on <= param.period_to
          THEN 1
      END
    ) AS entries,
    COUNT(
      CASE WHEN customer.released_day >= param.period_from AND customer.released_day <= param.period_to THEN 1 END
    ) AS exits
  FROM customer
  CROSS JOIN param
  WHERE customer.is_in AND customer.is_listed
  GROUP BY customer.region
),
waiting AS (
  SELECT region, COUNT(*) AS candidates
  FROM candidate
  GROUP BY region
)
SELECT
  region_list.region,
  region_list.locked,
  region_list.list_min,
  region_list.list_max,
  COALESCE(listed.end_user, 0) AS end_user,
  COALESCE(listed.consultant, 0) AS consultant,
  COALESCE(listed.contractor, 0) AS contractor,
  COALESCE(waiting.candidates, 0) AS candidates,
  COALESCE(listed.entries, 0) AS entries,
  COALESCE(listed.exits, 0) AS exits
FROM region_list
LEFT JOIN listed ON listed.region = region_list.region
LEFT JOIN waiting ON waiting.region = region_list.region
ORDER BY region_list.region
