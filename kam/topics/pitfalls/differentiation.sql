-- Grain: measure, always the three, by name. Columns: measure (concession, service, visits), key_accounts, other_accounts
-- (per account of the group; CNY for concession and service, visits for visits; unrounded, empty without an account),
-- ratio (key_accounts / other_accounts; empty where the others have none).
-- Formula: what fell in the period (value of all concessions; of those of kind service; visits without calls) / number of
-- directory accounts in the group, those with nothing included. Unknown values are left out; a group whose values are all
-- unknown is empty. Key = key account at the as-of day; other = all the rest.
-- Source: concession_given, meeting, customer; domain.md, rebate, pitfalls (2); rules.md, Pitfalls.
WITH given AS (
  SELECT account_id, 'concession' AS measure, CAST(value AS DECIMAL(38, 2)) AS amount FROM concession_given
  UNION ALL
  SELECT account_id, 'service', CAST(value AS DECIMAL(38, 2)) FROM concession_given WHERE kind = 'service'
  UNION ALL
  SELECT meeting.account_id, 'visits', CAST(1 AS DECIMAL(38, 2))
  FROM meeting
  CROSS JOIN param
  WHERE meeting.visited_on >= param.period_from AND meeting.visited_on <= param.period_to
),
counted AS (
  SELECT
    SUM(CASE WHEN is_key THEN 1 ELSE 0 END) AS key_count,
    SUM(CASE WHEN is_key THEN 0 ELSE 1 END) AS other_count
  FROM customer
  WHERE is_in AND is_listed
),
summed AS (
  SELECT
    given.measure,
    customer.is_key,
    SUM(given.amount) AS amount
  FROM given
  JOIN customer ON customer.account_id = given.account_id AND customer.is_listed
  GROUP BY given.measure, customer.is_key
),
judged AS (
  SELECT
    asked.measure,
    CAST(CASE WHEN ours.measure IS NULL THEN 0 ELSE ours.amount END AS DOUBLE) / NULLIF(counted.key_count, 0)
      AS key_accounts,
    CAST(CASE WHEN theirs.measure IS NULL THEN 0 ELSE theirs.amount END AS DOUBLE) / NULLIF(counted.other_count, 0)
      AS other_accounts
  FROM (
    SELECT 'concession' AS measure UNION ALL SELECT 'service' UNION ALL SELECT 'visits'
  ) AS asked
  CROSS JOIN counted
  LEFT JOIN summed AS ours ON ours.measure = asked.measure AND ours.is_key
  LEFT JOIN summed AS theirs ON theirs.measure = asked.measure AND NOT theirs.is_key
)
SELECT
  measure,
  key_accounts,
  other_accounts,
  CASE WHEN other_accounts > 0 THEN key_accounts / other_accounts END AS ratio
FROM judged
ORDER BY measure
