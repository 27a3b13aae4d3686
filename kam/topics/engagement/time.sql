-- Grain: region of the region dataset, by region. Class and account filters change the hours counted, not the rows.
-- Columns: region, visit_hours (hours of visits, events and meetings of the period with accounts of the region, any account;
-- a visit without hours adds none), working_hours (empty without a headcount), visit_share, key_account_share (fractions).
-- Formula: working_hours = headcount x weekdays of the period x 8. visit_share = visit_hours / working_hours.
-- key_account_share = hours with key accounts / visit_hours, empty at 0.
-- Source: territory, meeting, working_day, setting (region, visit, account); domain.md, engagement; rules.md, Engagement.
WITH spent AS (
  SELECT
    customer.region,
    SUM(meeting.hours) AS hours,
    SUM(CASE WHEN customer.is_key THEN meeting.hours ELSE 0 END) AS key_hours
  FROM meeting
  JOIN customer ON customer.account_id = meeting.account_id
  CROSS JOIN param
  WHERE meeting.visited_on >= param.period_from AND meeting.visited_on <= param.period_to
  GROUP BY customer.region
),
judged AS (
  SELECT
    territory.region,
    COALESCE(spent.hours, 0) AS hours,
    spent.key_hours,
    territory.headcount * working_day.days * setting.hours_a_day AS working_hours
  FROM territory
  CROSS JOIN working_day
  CROSS JOIN setting
  LEFT JOIN spent ON spent.region = territory.region
)
SELECT
  region,
  CAST(ROUND(hours, 2) AS DECIMAL(18, 2)) AS visit_hours,
  CAST(working_hours AS DECIMAL(18, 2)) AS working_hours,
  CASE WHEN working_hours > 0 THEN CAST(hours AS DOUBLE) / working_hours END AS visit_share,
  CASE WHEN hours > 0 THEN CAST(key_hours AS DOUBLE) / CAST(hours AS DOUBLE) END AS key_account_share
FROM judged
ORDER BY region
