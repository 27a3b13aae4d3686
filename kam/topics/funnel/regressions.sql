-- Grain: move of an account in scope to a lower stage in the period, up to its release; by account_id, then day.
-- Columns: account_id, changed_on, from_stage, to_stage (1..8).
-- Source: regression (stage_change); domain.md, funnel; rules.md, Funnel.
SELECT account_id, entered_on AS changed_on, from_stage, stage AS to_stage
FROM regression
ORDER BY account_id, entered_on
