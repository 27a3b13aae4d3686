-- Grain: key account for which not both the middle and the frontline were met, by account_id; those never met included.
-- Columns: account_id, senior_met, middle_met, frontline_met (somebody of ours met somebody of that level, ever).
-- Formula: met = a visit, event or meeting on or before the as-of day; a call is none.
-- Source: meeting (visit, contact), customer; domain.md, rebate, pitfalls (3); rules.md, Pitfalls and General.
WITH judged AS (
  SELECT
    customer.account_id,
    MAX(CASE WHEN meeting.contact_level = 'senior' THEN 1 ELSE 0 END) = 1 AS senior_met,
    MAX(CASE WHEN meeting.contact_level = 'middle' THEN 1 ELSE 0 END) = 1 AS middle_met,
    MAX(CASE WHEN meeting.contact_level = 'frontline' THEN 1 ELSE 0 END) = 1 AS frontline_met
  FROM customer
  LEFT JOIN meeting ON meeting.account_id = customer.account_id
  WHERE customer.is_in AND customer.is_key
  GROUP BY customer.account_id
)
SELECT account_id, senior_met, middle_met, frontline_met
FROM judged
WHERE NOT (middle_met AND frontline_met)
ORDER BY account_id
