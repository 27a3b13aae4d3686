-- Grain: stage k, 1 to 7, in order.
-- Columns: stage (1..7), entered (accounts in scope whose first day with a stage >= k lies in the period, cut at the
-- as-of day; a jump enters every skipped stage that day), reached_next (of them, those at a stage >= k+1 by the as-of
-- day), open (the rest still at k), lost (not reached, and below k now or released), conversion (fraction:
-- reached_next / entered; empty where nobody entered). entered = reached_next + open + lost.
-- Source: stage_reached, account_stage (stage_change); domain.md, funnel; rules.md, Funnel.
WITH entry AS (
  SELECT
    stage_reached.stage,
    CASE
      WHEN next_reached.account_id IS NOT NULL THEN 'reached_next'
      WHEN account_stage.is_released OR account_stage.stage < stage_reached.stage THEN 'lost'
      ELSE 'open'
    END AS fate
  FROM stage_reached
  JOIN param ON stage_reached.first_on >= param.period_from AND stage_reached.first_on <= param.period_to
  JOIN account_stage ON account_stage.account_id = stage_reached.account_id
  LEFT JOIN stage_reached AS next_reached
    ON next_reached.account_id = stage_reached.account_id AND next_reached.stage = stage_reached.stage + 1
),
counted AS (
  SELECT
    funnel_stage.stage,
    COUNT(entry.fate) AS entered,
    COUNT(CASE WHEN entry.fate = 'reached_next' THEN 1 END) AS reached_next,
    COUNT(CASE WHEN entry.fate = 'open' THEN 1 END) AS open,
    COUNT(CASE WHEN entry.fate = 'lost' THEN 1 END) AS lost
  FROM funnel_stage
  LEFT JOIN entry ON entry.stage = funnel_stage.stage
  WHERE funnel_stage.stage <= 7
  GROUP BY funnel_stage.stage
)
SELECT
  stage,
  entered,
  reached_next,
  open,
  lost,
  CAST(reached_next AS DOUBLE) / NULLIF(entered, 0) AS conversion
FROM counted
ORDER BY stage
