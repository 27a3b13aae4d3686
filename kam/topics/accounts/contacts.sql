-- Grain: contact of an account in scope; by account_id, level from the top (unknown last), influence down, contact_name.
-- Columns: account_id, contact_name, department, title, level (senior, middle, frontline), buying_role, attitude (-2..2),
-- influence (1..5), reports_to, last_visit_on (the last visit, event or meeting with that person up to the as-of day; a
-- call is none). Nothing personal. Source: person_known, meeting (contact, visit); domain.md, contact.
SELECT
  person_known.account_id,
  person_known.contact_name,
  person_known.department,
  person_known.title,
  person_known.level,
  person_known.buying_role,
  person_known.attitude,
  person_known.influence,
  person_known.reports_to,
  met.last_visit_on
FROM person_known
LEFT JOIN (
  SELECT account_id, contact_name, MAX(visited_on) AS last_visit_on FROM meeting GROUP BY account_id, contact_name
) AS met ON met.account_id = person_known.account_id AND met.contact_name = person_known.contact_name
ORDER BY
  person_known.account_id,
  CASE person_known.level WHEN 'senior' THEN 1 WHEN 'middle' THEN 2 WHEN 'frontline' THEN 3 ELSE 4 END,
  COALESCE(person_known.influence, 0) DESC,
  person_known.contact_name
