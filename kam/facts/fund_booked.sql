-- Earmarked money booked in the period. Grain: fund row in scope. region = the row's own, else its account's; account_id is
-- '' when empty; kind (budget, spend); amount in CNY. A row with a region of its own obeys the region filter and the
-- viewer's scope by that; class and account filters drop rows without an account. Source: fund; rules.md, General, Plan.
SELECT fund_no, account_id, region, kind, amount
FROM (
  SELECT
    fund.fund_no,
    customer.account_id,
    COALESCE(fund.region, customer.region) AS region,
    fund.kind,
    fund.amount
  FROM fund
  JOIN customer ON customer.account_id = COALESCE(fund.account_id, '') AND customer.is_asked
  CROSS JOIN param
  WHERE fund.booked_on >= param.period_from AND fund.booked_on <= param.period_to
) AS placed
WHERE
  ($regions = '' OR STRPOS($regions, CHR(31) || region || CHR(31)) > 0)
  AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || region || CHR(31)) > 0)
