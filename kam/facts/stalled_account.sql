-- Who stands still. Grain: account in scope standing in a stage for longer than three quarters of all stays in it last;
-- released accounts are out. stage, entered_on, days = of the current stay; p75_days = of the stage over the whole company,
-- whatever the filter. Source: account_stage, stage_quantile; domain.md, funnel; rules.md, Funnel.
SELECT
  account_stage.account_id,
  account_stage.stage,
  account_stage.entered_on,
  account_stage.days,
  stage_quantile.p75_days
FROM account_stage
JOIN stage_quantile ON stage_quantile.stage = account_stage.stage AND stage_quantile.population = 'company'
WHERE NOT account_stage.is_released AND account_stage.days > stage_quantile.p75_days
