-- How often our executives were in touch. Grain: key account in scope, those without a contact included. contacts = rows of
-- visit by an executive of ours in the last 12 months, calls and events included; minimum, maximum = what it should be.
-- Source: executive_contact, customer, setting; domain.md, engagement; rules.md, Engagement.
SELECT
  customer.account_id,
  COALESCE(executive_contact.contacts, 0) AS contacts,
  setting.executive_minimum AS minimum,
  setting.executive_maximum AS maximum
FROM customer
CROSS JOIN setting
LEFT JOIN executive_contact ON executive_contact.account_id = customer.account_id
WHERE customer.is_in AND customer.is_key
