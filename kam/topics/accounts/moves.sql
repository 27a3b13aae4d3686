-- Grain: account in scope, day with a stage change up to the as-of day and the account's release; by account_id, entered_on.
-- Columns: account_id, entered_on, stage (1..8; the last row of a day in file order counts).
SELECT account_id, entered_on, stage
FROM stage_day
WHERE is_in
ORDER BY account_id, entered_on
