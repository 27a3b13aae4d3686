-- How fresh a profile is. Grain: account in scope with an updated_on on or before the as-of day, of its own or of a
-- contact. newest_on = the latest of them. Source: account, contact; rules.md, Roster.
SELECT told.account_id, MAX(told.updated_on) AS newest_on
FROM (
  SELECT account_id, updated_on FROM account
  UNION ALL
  SELECT account_id, updated_on FROM contact
) AS told
JOIN customer ON customer.account_id = told.account_id AND customer.is_in
CROSS JOIN param
WHERE told.updated_on <= param.as_of
GROUP BY told.account_id
