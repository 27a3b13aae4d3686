-- Grain: account in scope standing in a stage now (released ones are out) x need of a stage from 2 to its own; by
-- account_id, need.
-- Columns: account_id, stage (1..8), need (2..8), is_met, evidence (what is missing; when met, the proving row: day and
-- number, or the figures). What is not proven is not met.
-- Needs and what meets them: stage_need. Source: stage_need (stage_change, visit, contact, agreement, order_line, wallet);
-- domain.md, funnel: stage audit; rules.md, Funnel.
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
    ELSE '阶段≥4: / stage >= 4: ' || CAST(began_on AS VARCHAR) || '; '
      || COALESCE(executive_12m, '近 12 个月无高层拜访 / no executive visit in 12 months')
  END AS evidence
FROM stage_need
ORDER BY account_id, need
