-- Whether there is anything to judge, whoever looks. Grain: dataset that quality_finding names. is_filled = it has a
-- row; for order_line one on or before the period's end, because sales are unknown before the first (rules.md,
-- General).
SELECT 'account' AS dataset, COUNT(*) > 0 AS is_filled FROM account
UNION ALL SELECT 'order_line', has_sales FROM param
UNION ALL SELECT 'wallet', COUNT(*) > 0 FROM wallet
UNION ALL SELECT 'stage_change', COUNT(*) > 0 FROM stage_change
UNION ALL SELECT 'deal', COUNT(*) > 0 FROM deal
UNION ALL SELECT 'contact', COUNT(*) > 0 FROM contact
UNION ALL SELECT 'rival_score', COUNT(*) > 0 FROM rival_score
UNION ALL SELECT 'rival_profile', COUNT(*) > 0 FROM rival_profile
UNION ALL SELECT 'agreement', COUNT(*) > 0 FROM agreement
UNION ALL SELECT 'rebate_tier', COUNT(*) > 0 FROM rebate_tier
UNION ALL SELECT 'concession', COUNT(*) > 0 FROM concession
UNION ALL SELECT 'visit', COUNT(*) > 0 FROM visit
UNION ALL SELECT 'region', COUNT(*) > 0 FROM region
UNION ALL SELECT 'fund', COUNT(*) > 0 FROM fund
UNION ALL SELECT 'action', COUNT(*) > 0 FROM action
