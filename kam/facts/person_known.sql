-- The people who matter at the customers in scope, as they stand now, without anything personal. Grain: contact.
-- account_id, contact_name, department, title, level (senior, middle, frontline), buying_role, attitude (-2..2),
-- influence (1..5), reports_to; each empty when unknown. Source: contact; domain.md, contact; rules.md, Personal fields.
SELECT
  customer.account_id,
  contact.contact_name,
  contact.department,
  contact.title,
  contact.level,
  contact.buying_role,
  contact.attitude,
  contact.influence,
  contact.reports_to
FROM contact
JOIN customer ON customer.account_id = contact.account_id AND customer.is_in
