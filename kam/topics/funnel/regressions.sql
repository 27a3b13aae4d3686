-- Grain: move of an account in scope to a lower stage in the period, up to its release; by account_id, then day.
-- Columns: account_id, changed_on, from_stage, to_stage (1..8).
-- Source: move (stage_change); domain.md, funnel; rules.md, Funnel.
SELECT move.account_id, move.entered_on AS changed_on, move.from_stage, move.stage AS to_stage
FROM move
JOIN param ON move.entered_on >= param.period_from AND move.entered_on <= param.period_to
WHERE move.is_in AND move.stage < move.from_stage
ORDER BY move.account_id, move.entered_on
