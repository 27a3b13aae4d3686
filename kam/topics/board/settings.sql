-- The settings in force, for the pages that draw or name one of them. Not a published question.
-- Grain: one row. Columns: executive_minimum, executive_maximum (contacts a year), candidate_from (CNY), visit_goal,
-- share_drop, near_part, behind_part (fractions); the playbook's where nothing was set.
-- Source: setting (setting_value).
SELECT executive_minimum, executive_maximum, candidate_from, visit_goal, share_drop, near_part, behind_part
FROM setting
