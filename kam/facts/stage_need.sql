-- What the stage that an account stands in asks for, and what proves it. Grain: account in scope standing in a stage
-- (released ones are out) x need of a stage from 2 to its own. is_met: proven; what is not proven is not met. entered_on = of
-- the current stay; the other columns are what the evidence of funnel.audit is worded from, each as in the fact it comes
-- from. Needs: 2 a meeting with a decision maker; 3 one by an executive of ours; 4 a signed agreement and an order line > 0;
-- 5 sales of the last 12 months above the 12 before; 6 all three of their levels met and at least two of ours there; 7
-- share of the last 12 months >= 0.9, or every category that we sell bought in them; 8 at stage >= 4 for two years and a
-- meeting by an executive in the last 12 months. Calls are no meetings.
-- Source: account_stage, visit_proof, agreement_proof, order_proof, sale_growth, account_wallet, account_category,
-- sold_category, cooperation_run; domain.md, funnel: stage audit; rules.md, Funnel.
WITH offered AS (
  SELECT COUNT(*) AS categories FROM sold_category
),
standing AS (
  SELECT
    account_stage.account_id,
    account_stage.stage,
    account_stage.entered_on,
    visit_proof.decision_maker,
    visit_proof.executive,
    visit_proof.executive_12m,
    COALESCE(visit_proof.met_levels, 0) AS met_levels,
    COALESCE(visit_proof.our_levels, 0) AS our_levels,
    agreement_proof.agreement,
    order_proof.first_order,
    COALESCE(param.has_two_years, FALSE) AS has_two_years,
    COALESCE(sale_growth.amount, 0) AS amount,
    COALESCE(sale_growth.amount_before, 0) AS amount_before,
    CASE
      WHEN held.parts > 0
        THEN CAST(held.matched * 100 AS DECIMAL(38, 0)) * param.fen_parts * 10 >= held.parts * 9
      ELSE FALSE
    END AS has_share,
    CASE WHEN held.parts > 0 THEN CAST(held.matched * 100 AS DOUBLE) * param.fen_parts / CAST(held.parts AS DOUBLE) END
      AS share,
    COALESCE(account_category.bought, 0) AS bought,
    offered.categories,
    cooperation_run.began_on,
    COALESCE(cooperation_run.began_on <= CAST(param.as_of - INTERVAL 2 YEAR AS DATE), FALSE) AS has_run
  FROM account_stage
  CROSS JOIN param
  CROSS JOIN offered
  LEFT JOIN visit_proof ON visit_proof.account_id = account_stage.account_id
  LEFT JOIN agreement_proof ON agreement_proof.account_id = account_stage.account_id
  LEFT JOIN order_proof ON order_proof.account_id = account_stage.account_id
  LEFT JOIN sale_growth ON sale_growth.account_id = account_stage.account_id
  LEFT JOIN (SELECT account_id, parts, matched FROM account_wallet WHERE span_kind = 'year') AS held
    ON held.account_id = account_stage.account_id
  LEFT JOIN account_category ON account_category.account_id = account_stage.account_id
  LEFT JOIN cooperation_run ON cooperation_run.account_id = account_stage.account_id
  WHERE NOT account_stage.is_released
)
SELECT
  standing.*,
  funnel_stage.stage AS need,
  CASE funnel_stage.stage
    WHEN 2 THEN decision_maker IS NOT NULL
    WHEN 3 THEN executive IS NOT NULL
    WHEN 4 THEN agreement IS NOT NULL AND first_order IS NOT NULL
    WHEN 5 THEN has_two_years AND amount > amount_before
    WHEN 6 THEN met_levels = 3 AND our_levels >= 2
    WHEN 7 THEN has_share OR (categories > 0 AND bought = categories)
    ELSE has_run AND executive_12m IS NOT NULL
  END AS is_met
FROM standing
JOIN funnel_stage ON funnel_stage.stage >= 2 AND funnel_stage.stage <= standing.stage
