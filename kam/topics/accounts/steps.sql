-- Grain: account in scope, day with a stage change that counts (see accounts.moves); by account_id, the newest first.
-- Columns: account_id, entered_on, stage (1..8), note (as written beside it, empty without).
SELECT stage_day.account_id, stage_day.entered_on, stage_day.stage, stage_note.note
FROM stage_day
LEFT JOIN stage_note
  ON stage_note.account_id = stage_day.account_id
  AND stage_note.entered_on = stage_day.entered_on
  AND stage_note.stage = stage_day.stage
WHERE stage_day.is_in
ORDER BY stage_day.account_id, stage_day.entered_on DESC
