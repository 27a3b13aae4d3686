-- How often an account of a class is to be visited. Grain: account class. days between two visits, 30 until set.
-- Source: rules.md, Engagement.
SELECT 'end_user' AS account_class, 30 AS days
UNION ALL SELECT 'consultant', 30
UNION ALL SELECT 'contractor', 30
