-- Grain: deal stage with an open deal, by deal_stage, an empty one last.
-- Columns: deal_stage (as the file has it), open (deals open on the as-of day), amount (CNY: sum of their known amounts,
-- empty where none is known), win_rate (fraction: won / (won + lost) of all deals closed by the as-of day that carry this
-- stage, empty where there is none), weighted (CNY: amount x win_rate, empty where one is unknown).
-- fen and whole numbers (INT128) inside, rounded half away from zero once. Source: scoped_deal (deal); domain.md, funnel: weighted pipeline.
SELECT
  NULLIF(deal_stage, '') AS deal_stage,
  open,
  CAST(amount AS DECIMAL(18, 2)) AS amount,
  CAST(won AS DOUBLE) / closed AS win_rate,
  CAST((2 * fen * won + SIGN(fen) * closed) // (2 * closed) AS DECIMAL(36, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS weighted
FROM (
  SELECT
    deal_stage,
    COUNT(CASE WHEN is_open THEN 1 END) AS open,
    COUNT(CASE WHEN was_won THEN 1 END) AS won,
    NULLIF(COUNT(CASE WHEN was_won OR was_lost THEN 1 END), 0) AS closed,
    SUM(CASE WHEN is_open THEN amount END) AS amount,
    CAST(SUM(CASE WHEN is_open THEN amount END) * 100 AS INT128) AS fen
  FROM scoped_deal
  GROUP BY deal_stage
) AS counted
WHERE open > 0
ORDER BY CASE WHEN counted.deal_stage = '' THEN 1 ELSE 0 END, counted.deal_stage
