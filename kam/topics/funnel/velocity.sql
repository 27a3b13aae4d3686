-- Grain: one row, over the deals in scope.
-- Columns: open (deals open on the as-of day), mean_amount (CNY: of those whose amount is known), win_rate (fraction: won /
-- (won + lost) of all deals closed by the as-of day), cycle_days (mean days from opened_on to closed_on of these, where both
-- are known), velocity (CNY a day: open x mean_amount x win_rate / cycle_days; empty where one is unknown or the cycle is 0).
-- Fractions of whole numbers (INT128) inside, rounded half away from zero once. Source: scoped_deal (deal); domain.md, funnel: velocity of deals.
SELECT
  open,
  CAST((2 * fen + SIGN(fen) * known) // (2 * known) AS DECIMAL(36, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS mean_amount,
  CAST(won AS DOUBLE) / closed AS win_rate,
  CAST(cycle_days AS DOUBLE) / cycles AS cycle_days,
  CAST((2 * parts + SIGN(parts) * wholes) // (2 * wholes) AS DECIMAL(36, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS velocity
FROM (
  SELECT *, open * fen * won * cycles AS parts, NULLIF(known * closed * cycle_days, 0) AS wholes
  FROM (
    SELECT
      CAST(COUNT(CASE WHEN is_open THEN 1 END) AS BIGINT) AS open,
      CAST(SUM(CASE WHEN is_open THEN amount END) * 100 AS INT128) AS fen,
      NULLIF(COUNT(CASE WHEN is_open THEN amount END), 0) AS known,
      COUNT(CASE WHEN was_won THEN 1 END) AS won,
      NULLIF(COUNT(CASE WHEN was_won OR was_lost THEN 1 END), 0) AS closed,
      NULLIF(COUNT(cycle_days), 0) AS cycles,
      CAST(SUM(cycle_days) AS INT128) AS cycle_days
    FROM scoped_deal
  ) AS counted
) AS multiplied
