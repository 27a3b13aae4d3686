-- How far an account in scope has come. Grain: account x stage k reached, that is held or skipped by a jump.
-- first_on = the first day with a stage >= k. Source: move, funnel_stage.
SELECT move.account_id, funnel_stage.stage, MIN(move.entered_on) AS first_on
FROM move
JOIN funnel_stage ON funnel_stage.stage <= move.stage
WHERE move.is_in
GROUP BY move.account_id, funnel_stage.stage
