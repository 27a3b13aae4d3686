-- Grain: visit of an account in scope up to the as-of day, calls included; the latest first, then by visit_no.
-- Columns: account_id, visited_on, kind (visit, call, event, meeting), visitor, visitor_level, contact_name, contact_level, hours,
-- purpose, result (the visit's outcome as written), visit_no. Source: visit_made (visit).
SELECT
  account_id,
  visited_on,
  kind,
  visitor,
  visitor_level,
  contact_name,
  contact_level,
  hours,
  purpose,
  outcome AS result,
  visit_no
FROM visit_made
WHERE account_id <> ''
ORDER BY visited_on DESC, visit_no
