-- Moves from stage to stage. Grain: account x day on which its stage became another one; a repeated stage is no move.
-- from_stage = the stage before, empty for the first; stage = the stage entered; the rest as in stage_day.
-- Source: stage_day.
SELECT account_id, is_in, is_released, watched_until, entered_on, from_stage, stage
FROM (
  SELECT
    account_id,
    is_in,
    is_released,
    watched_until,
    entered_on,
    stage,
    LAG(stage) OVER (PARTITION BY account_id ORDER BY entered_on) AS from_stage
  FROM stage_day
) AS followed
WHERE from_stage IS NULL OR from_stage <> stage
