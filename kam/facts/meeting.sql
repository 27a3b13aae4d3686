-- Whom we met. Grain: visit of a customer in scope, calls left out, on or before the as-of day; an empty kind counts.
-- account_id is '' when empty. visitor_level = ours (executive, key_account, field), contact_level = the level met: the
-- visit's own, else that of the contact of this account and name (senior, middle, frontline); both empty when unknown.
-- hours, empty when not given. Source: visit, contact; rules.md, General: a call is not a meeting.
SELECT
  visit.visit_no,
  customer.account_id,
  visit.visited_on,
  visit.visitor,
  visit.visitor_level,
  visit.contact_name,
  COALESCE(visit.contact_level, contact.level) AS contact_level,
  visit.hours
FROM visit
JOIN customer ON customer.account_id = COALESCE(visit.account_id, '') AND customer.is_in
LEFT JOIN contact ON contact.account_id = visit.account_id AND contact.contact_name = visit.contact_name
CROSS JOIN param
WHERE visit.visited_on <= param.as_of AND COALESCE(visit.kind, '') <> 'call'
