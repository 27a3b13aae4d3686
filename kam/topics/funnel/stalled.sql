-- Grain: account in scope standing in a stage for longer than three quarters of all stays in it last; by account_id.
-- Released accounts are out.
-- Columns: account_id, stage (1..8), entered_on (of the current stay), days (whole days since), p75_days (of the stage over
-- the whole company, whatever the filter). Formula: days > p75_days, strictly; p75 by Kaplan-Meier as in funnel.dwell.
-- Source: account_stage, stage_quantile (stage_change); domain.md, funnel; rules.md, Funnel.
SELECT
  account_stage.account_id,
  account_stage.stage,
  account_stage.entered_on,
  account_stage.days,
  stage_quantile.p75_days
FROM account_stage
JOIN stage_quantile ON stage_quantile.stage = account_stage.stage AND stage_quantile.population = 'company'
WHERE NOT account_stage.is_released AND account_stage.days > stage_quantile.p75_days
ORDER BY account_stage.account_id
