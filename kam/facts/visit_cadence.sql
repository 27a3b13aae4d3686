-- How often an account of a class is to be visited. Grain: account class. days between two visits, 30 until set.
-- Source: setting_value; rules.md, Engagement.
SELECT listed.account_class, CAST(COALESCE(MAX(setting_value.value), 30) AS INTEGER) AS days
FROM (SELECT 'end_user' AS account_class UNION ALL SELECT 'consultant' UNION ALL SELECT 'contractor') AS listed
LEFT JOIN setting_value ON setting_value.name = 'cadence.' || listed.account_class
GROUP BY listed.account_class
