-- Grain: account in scope standing in a stage now (released ones are out) x need of a stage from 2 to its own; by
-- account_id, need.
-- Columns: account_id, stage (1..8), need (2..8), is_met, evidence (what is missing; when met, the proving row: day and
-- number, or the figures). What is not proven is not met.
-- Needs: 2 a meeting with a decision maker; 3 one by an executive of ours; 4 a signed agreement and an order line > 0; 5
-- sales of the last 12 months above the 12 before; 6 all three of their levels met and at least two of ours there; 7 share
-- of the last 12 months >= 0.9, or every category that we sell bought in them; 8 at stage >= 4 for two years and a meeting by an
-- executive in the last 12 months. Calls are no meetings.
-- Source: account_stage, visit_proof, agreement_proof, order_proof, sale_growth, account_wallet, account_category,
-- sold_category, cooperation_run; domain.md, funnel: stage audit; rules.md, Funnel.
WITH offered AS (
  SELECT COUNT(*) AS categories FROM sold_category
),
standing AS (
  SELECT
    account_stage.account_id,
    account_stage.stage,
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
      WHEN param.first_ordered_on <= param.as_of AND held.parts > 0
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
),
judged AS (
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
)
SELECT
  account_id,
  stage,
  need,
  is_met,
  CASE need
    WHEN 2 THEN COALESCE(decision_maker, '缺决策者拜访 / no visit to a decision maker')
    WHEN 3 THEN COALESCE(executive, '缺我方高层拜访 / no visit by an executive')
    WHEN 4
      THEN COALESCE(agreement, '缺已签协议 / no signed agreement') || '; ' || COALESCE(first_order, '缺首单 / no order')
    WHEN 5
      THEN CASE
        WHEN has_two_years
          THEN CAST(CAST(amount AS DECIMAL(18, 2)) AS VARCHAR) || CASE WHEN is_met THEN ' > ' ELSE ' <= ' END
            || CAST(CAST(amount_before AS DECIMAL(18, 2)) AS VARCHAR)
        ELSE '订单不足 24 个月 / orders do not reach back 24 months'
      END
    WHEN 6 THEN '对方 / theirs ' || CAST(met_levels AS VARCHAR) || '/3; ' || '我方 / ours ' || CAST(our_levels AS VARCHAR) || '/2'
    WHEN 7
      THEN '占有率 / share ' || COALESCE(CAST(CAST(share AS DECIMAL(18, 4)) AS VARCHAR), '—') || '; ' || '品类 / categories '
        || CAST(bought AS VARCHAR) || '/' || CAST(categories AS VARCHAR)
    ELSE '阶段≥4: / stage >= 4: ' || COALESCE(CAST(began_on AS VARCHAR), '—') || '; '
      || COALESCE(executive_12m, '近 12 个月无高层拜访 / no executive visit in 12 months')
  END AS evidence
FROM judged
ORDER BY account_id, need
