-- Contacts by our executives in the last 12 months, calls and events included. Grain: customer in scope ('' = none) with one.
-- contacts = rows of visit. Source: visit; rules.md, Engagement.
SELECT customer.account_id, COUNT(*) AS contacts
FROM visit
JOIN customer ON customer.account_id = COALESCE(visit.account_id, '') AND customer.is_in
CROSS JOIN param
WHERE
  visit.visitor_level = 'executive'
  AND visit.visited_on >= param.year_from
  AND visit.visited_on <= param.as_of
GROUP BY customer.account_id
