-- Grain: finding that needs a decision, one row a kind and finding (stage_unproven, regressed: one an account); by at_stake, the
-- largest first and empty ones last, then kind, account_id, region, since, owner, empty ones last (since is never
-- empty where a kind has several rows of an account).
-- Columns: kind (see rules.md), account_id (empty = nobody, or a region), region (the account's, else the row's own), owner
-- (the account's manager; of an action its own first), at_stake (CNY, empty when unknown), since (day).
-- Formula: per kind as in rules.md; where nothing else is at stake, the account's sales of the last 12 months, 0.00 where
-- nothing was bought, empty before the company's first order line.
-- Source: stalled_account, regression, stage_need, share_lost, agreement_due, concession_given, visit_due, executive_seen,
-- level_met, region_list, action_planned, year_sale, customer; rules.md, What needs a decision.
WITH sized AS (
  SELECT
    customer.account_id,
    customer.region,
    customer.manager,
    customer.is_in AND customer.is_key AS is_key,
    customer.locked_on,
    CASE WHEN param.first_ordered_on <= param.as_of THEN COALESCE(year_sale.amount, 0) END AS sales
  FROM customer
  CROSS JOIN param
  LEFT JOIN year_sale ON year_sale.account_id = customer.account_id
  WHERE customer.is_seen
),
kept AS (
  SELECT 'stalled' AS kind, account_id, CAST(entered_on + p75_days * INTERVAL 1 DAY AS DATE) AS since
  FROM stalled_account
  UNION ALL
  SELECT 'regressed', account_id, MAX(entered_on)
  FROM regression
  GROUP BY account_id
  UNION ALL
  SELECT 'stage_unproven', account_id, entered_on
  FROM stage_need
  WHERE NOT is_met
  GROUP BY account_id, entered_on
  UNION ALL
  SELECT 'visit_overdue', visit_due.account_id, visit_due.due_on
  FROM visit_due
  JOIN param ON visit_due.due_on < param.as_of
  UNION ALL
  SELECT 'visit_overdue', visit_due.account_id, sized.locked_on
  FROM visit_due
  JOIN sized ON sized.account_id = visit_due.account_id
  WHERE visit_due.last_visit_on IS NULL
  UNION ALL
  SELECT 'executive_absent', account_id, CAST(NULL AS DATE)
  FROM executive_seen
  WHERE contacts < minimum
  UNION ALL
  SELECT 'level_missing', account_id, CAST(NULL AS DATE)
  FROM level_met
  WHERE NOT (middle_met AND frontline_met)
),
listed AS (
  SELECT kept.kind, kept.account_id, sized.region, sized.manager AS owner, sized.sales AS at_stake, kept.since
  FROM kept
  JOIN sized ON sized.account_id = kept.account_id AND sized.is_key
  UNION ALL
  SELECT 'share_lost', share_lost.account_id, sized.region, sized.manager, share_lost.lost, param.period_from
  FROM share_lost
  JOIN sized ON sized.account_id = share_lost.account_id AND sized.is_key
  CROSS JOIN param
  WHERE share_lost.is_deep
  UNION ALL
  SELECT agreement_due.kind, agreement_due.account_id, sized.region, sized.manager, agreement_due.at_stake, agreement_due.starts_on
  FROM agreement_due
  LEFT JOIN sized ON sized.account_id = agreement_due.account_id
  UNION ALL
  SELECT
    'nothing_in_return',
    concession_given.account_id,
    sized.region,
    sized.manager,
    concession_given.value,
    concession_given.granted_on
  FROM concession_given
  LEFT JOIN sized ON sized.account_id = concession_given.account_id
  WHERE concession_given.finding IS NOT NULL
  UNION ALL
  SELECT 'list_size', CAST(NULL AS VARCHAR), region_list.region, CAST(NULL AS VARCHAR), CAST(NULL AS DECIMAL(18, 2)), CAST(NULL AS DATE)
  FROM region_list
  CROSS JOIN param
  WHERE
    param.is_region_only
    AND (region_list.locked < region_list.list_min OR region_list.locked > region_list.list_max)
  UNION ALL
  SELECT
    'action_overdue',
    action_planned.account_id,
    COALESCE(sized.region, action_planned.region),
    COALESCE(action_planned.owner, sized.manager),
    CASE WHEN action_planned.account_id <> '' THEN sized.sales END,
    action_planned.due_on
  FROM action_planned
  LEFT JOIN sized ON sized.account_id = action_planned.account_id
  WHERE action_planned.is_overdue
)
SELECT
  kind,
  NULLIF(account_id, '') AS account_id,
  region,
  owner,
  CAST(at_stake AS DECIMAL(18, 2)) AS at_stake,
  since
FROM listed
ORDER BY
  CASE WHEN listed.at_stake IS NULL THEN 1 ELSE 0 END,
  CAST(listed.at_stake AS DECIMAL(18, 2)) DESC,
  listed.kind,
  CASE WHEN listed.account_id = '' THEN 1 ELSE 0 END,
  listed.account_id,
  CASE WHEN listed.region IS NULL THEN 1 ELSE 0 END,
  listed.region,
  listed.since,
  CASE WHEN listed.owner IS NULL THEN 1 ELSE 0 END,
  listed.owner
