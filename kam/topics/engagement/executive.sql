-- Grain: key account, by account_id; those without a contact included. Columns: account_id, contacts (rows of visit by an
-- executive of ours in the last 12 months, calls and events included), minimum, maximum (contacts a year it should have).
-- Formula: count. Source: executive_contact, customer, setting (visit, account); domain.md, engagement; rules.md, Engagement.
SELECT
  customer.account_id,
  COALESCE(executive_contact.contacts, 0) AS contacts,
  setting.executive_minimum AS minimum,
  setting.executive_maximum AS maximum
FROM customer
CROSS JOIN setting
LEFT JOIN executive_contact ON executive_contact.account_id = customer.account_id
WHERE customer.is_in AND customer.is_key
ORDER BY customer.account_id
