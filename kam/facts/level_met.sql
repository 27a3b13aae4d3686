-- Which levels of a key account were met. Grain: key account in scope, those never met included. senior_met, middle_met,
-- frontline_met = somebody of ours met somebody of that level, ever; a call is no meeting.
-- Source: meeting, customer; domain.md, rebate, pitfalls (3); rules.md, Pitfalls and General.
SELECT
  customer.account_id,
  MAX(CASE WHEN meeting.contact_level = 'senior' THEN 1 ELSE 0 END) = 1 AS senior_met,
  MAX(CASE WHEN meeting.contact_level = 'middle' THEN 1 ELSE 0 END) = 1 AS middle_met,
  MAX(CASE WHEN meeting.contact_level = 'frontline' THEN 1 ELSE 0 END) = 1 AS frontline_met
FROM customer
LEFT JOIN meeting ON meeting.account_id = customer.account_id
WHERE customer.is_in AND customer.is_key
GROUP BY customer.account_id
