-- Grain: rival with a deal won, lost or open, by rival; deals without a rival form a last row.
-- Columns: rival, won, lost (deals closed so in the period), open (deals open on the as-of day), win_rate (fraction: won /
-- (won + lost), empty where none was closed), amount_lost (CNY: sum of the known amounts of the lost deals; 0.00 where none
-- was lost, empty where no lost amount is known). Source: scoped_deal (deal); domain.md, rivals; rules.md, Rivals.
SELECT
  NULLIF(rival, '') AS rival,
  won,
  lost,
  open,
  CAST(won AS DOUBLE) / NULLIF(won + lost, 0) AS win_rate,
  CAST(CASE WHEN lost = 0 THEN 0 ELSE amount END AS DECIMAL(18, 2)) AS amount_lost
FROM (
  SELECT
    rival,
    COUNT(CASE WHEN is_won THEN 1 END) AS won,
    COUNT(CASE WHEN is_lost THEN 1 END) AS lost,
    COUNT(CASE WHEN is_open THEN 1 END) AS open,
    SUM(CASE WHEN is_lost THEN amount END) AS amount
  FROM scoped_deal
  WHERE is_won OR is_lost OR is_open
  GROUP BY rival
) AS counted
ORDER BY CASE WHEN counted.rival = '' THEN 1 ELSE 0 END, counted.rival
