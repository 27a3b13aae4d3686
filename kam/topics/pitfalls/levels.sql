-- Grain: key account for which not both the middle and the frontline were met, by account_id; those never met included.
-- Columns: account_id, senior_met, middle_met, frontline_met (somebody of ours met somebody of that level, ever).
-- Formula: met = a visit, event or meeting on or before the as-of day; a call is none.
-- Source: level_met (visit, contact); domain.md, rebate, pitfalls (3); rules.md, Pitfalls and General.
SELECT account_id, senior_met, middle_met, frontline_met
FROM level_met
WHERE NOT (middle_met AND frontline_met)
ORDER BY account_id
