-- Grain: account in scope with an agreement whose window overlaps the period, or a concession granted in the period; by
-- account_id.
-- Columns: account_id, amount (CNY: sales in the period, returns included), cost (CNY: of the same lines, empty where one has
-- none), rebate (CNY: R x volume in window and period / volume so far, rounded an agreement, then added; 0.00 without an
-- agreement, empty where one is unknown), concessions (CNY: everything granted in the period, unknown values left out,
-- empty where all are), margin_rate (fraction: what is left of the amount), windfall (CNY: rebate on volume that
-- last year's sales already had, cut to the period like the rebate).
-- Formula: margin_rate = (amount - cost - rebate - concessions that are in no other figure) / amount, empty where amount <= 0
-- or one of them is unknown. In another figure are those of kind price (in the amount) and of kind rebate with an agreement on file (in R).
-- Source: cost_sale, rebate_period, concession_given; domain.md, rebate; rules.md, Rebate: margin.
WITH agreed AS (
  SELECT
    rebate_window.account_id,
    CASE WHEN COUNT(*) = COUNT(paid.amount) THEN SUM(paid.amount) END AS rebate,
    CASE WHEN COUNT(*) = COUNT(idle.amount) THEN SUM(idle.amount) END AS windfall
  FROM rebate_window
  LEFT JOIN rebate_period AS paid ON paid.agreement_no = rebate_window.agreement_no AND paid.figure = 'rebate'
  LEFT JOIN rebate_period AS idle ON idle.agreement_no = rebate_window.agreement_no AND idle.figure = 'windfall'
  GROUP BY rebate_window.account_id
),
given AS (
  SELECT
    account_id,
    SUM(value) AS value,
    CASE WHEN COUNT(CASE WHEN is_extra THEN 1 END) = 0 THEN 0 ELSE SUM(CASE WHEN is_extra THEN value END) END AS deducted
  FROM (
    SELECT
      account_id,
      value,
      COALESCE(kind, '') <> 'price' AND NOT (COALESCE(kind, '') = 'rebate' AND is_on_file) AS is_extra
    FROM concession_given
  ) AS sorted
  GROUP BY account_id
),
judged AS (
  SELECT
    customer.account_id,
    CASE WHEN param.has_sales THEN COALESCE(cost_sale.amount, 0) END AS amount,
    CASE
      WHEN $scope_cost = '*' AND param.has_sales AND COALESCE(cost_sale.without_cost, 0) = 0 THEN COALESCE(cost_sale.cost, 0)
    END AS cost,
    CASE WHEN agreed.account_id IS NULL THEN 0 ELSE agreed.rebate END AS rebate,
    CASE WHEN agreed.account_id IS NULL THEN 0 ELSE agreed.windfall END AS windfall,
    CASE WHEN given.account_id IS NULL THEN 0 ELSE given.value END AS concessions,
    CASE WHEN given.account_id IS NULL THEN 0 ELSE given.deducted END AS deducted
  FROM customer
  CROSS JOIN param
  LEFT JOIN cost_sale ON cost_sale.account_id = customer.account_id
  LEFT JOIN agreed ON agreed.account_id = customer.account_id
  LEFT JOIN given ON given.account_id = customer.account_id
  WHERE customer.account_id <> '' AND (agreed.account_id IS NOT NULL OR given.account_id IS NOT NULL)
)
SELECT
  account_id,
  CAST(amount AS DECIMAL(18, 2)) AS amount,
  CAST(cost AS DECIMAL(18, 2)) AS cost,
  CAST(rebate AS DECIMAL(18, 2)) AS rebate,
  CAST(concessions AS DECIMAL(18, 2)) AS concessions,
  CASE WHEN amount > 0 THEN CAST(amount - cost - rebate - deducted AS DOUBLE) / CAST(amount AS DOUBLE) END AS margin_rate,
  CAST(windfall AS DECIMAL(18, 2)) AS windfall
FROM judged
ORDER BY account_id
