-- Moves backwards. Grain: move of an account in scope to a lower stage in the period, up to its release. Columns of move.
-- Source: move; domain.md, funnel; rules.md, Funnel.
SELECT move.account_id, move.entered_on, move.from_stage, move.stage
FROM move
JOIN param ON move.entered_on >= param.period_from AND move.entered_on <= param.period_to
WHERE move.is_in AND move.stage < move.from_stage
