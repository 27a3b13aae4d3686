-- Grain: our level, their level; always 9 rows, from executive to field and from senior to frontline.
-- Columns: visitor_level (executive, key_account, field), contact_level (senior, middle, frontline), accounts (key accounts
-- met so in the last 12 months), visits (times they were; calls are none; unknown levels are in no row).
-- Formula: counts. Source: meeting, customer (visit, contact, account); domain.md, engagement; rules.md, Engagement.
WITH met AS (
  SELECT
    meeting.visitor_level,
    meeting.contact_level,
    COUNT(DISTINCT meeting.account_id) AS accounts,
    COUNT(*) AS visits
  FROM meeting
  JOIN customer ON customer.account_id = meeting.account_id AND customer.is_key
  CROSS JOIN param
  WHERE meeting.visited_on >= param.year_from
  GROUP BY meeting.visitor_level, meeting.contact_level
)
SELECT
  ours.visitor_level,
  theirs.contact_level,
  COALESCE(met.accounts, 0) AS accounts,
  COALESCE(met.visits, 0) AS visits
FROM (
  SELECT 1 AS place, 'executive' AS visitor_level UNION ALL SELECT 2, 'key_account' UNION ALL SELECT 3, 'field'
) AS ours
CROSS JOIN (
  SELECT 1 AS place, 'senior' AS contact_level UNION ALL SELECT 2, 'middle' UNION ALL SELECT 3, 'frontline'
) AS theirs
LEFT JOIN met ON met.visitor_level = ours.visitor_level AND met.contact_level = theirs.contact_level
ORDER BY ours.place, theirs.place
