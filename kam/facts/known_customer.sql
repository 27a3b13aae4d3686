-- Every customer that any dataset carries, of the directory or outside it, and '' for "no customer"; whoever looks and
-- whatever the day. Grain: account_id. It asks for no parameter, so the store keeps it as a table (see engine.keep).
SELECT account_id FROM account
UNION SELECT COALESCE(account_id, '') FROM order_line
UNION SELECT account_id FROM wallet
UNION SELECT account_id FROM stage_change
UNION SELECT COALESCE(account_id, '') FROM agreement
UNION SELECT COALESCE(account_id, '') FROM concession
UNION SELECT COALESCE(account_id, '') FROM visit
UNION SELECT COALESCE(account_id, '') FROM deal
UNION SELECT account_id FROM contact
UNION SELECT account_id FROM rival_score WHERE account_id IS NOT NULL
UNION SELECT COALESCE(account_id, '') FROM rival_profile
UNION SELECT COALESCE(account_id, '') FROM fund
UNION SELECT COALESCE(account_id, '') FROM action
UNION SELECT ''
