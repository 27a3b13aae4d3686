-- Every contact that was kept record of, calls included. Grain: visit of a customer in scope ('' = none), on or before the
-- as-of day. kind (visit, call, event, meeting; may be empty), visitor and visitor_level = ours, contact_name and
-- contact_level = theirs as written, hours, purpose, outcome; each empty when unknown. Source: visit.
SELECT
  visit.visit_no,
  customer.account_id,
  visit.visited_on,
  visit.kind,
  visit.visitor,
  visit.visitor_level,
  visit.contact_name,
  visit.contact_level,
  visit.hours,
  visit.purpose,
  visit.outcome
FROM visit
JOIN customer ON customer.account_id = COALESCE(visit.account_id, '') AND customer.is_in
CROSS JOIN param
WHERE visit.visited_on <= param.as_of
