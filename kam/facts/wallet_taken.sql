-- The months that a wallet row leaves to a shorter one: a month's row comes before the quarter's, that before the year's.
-- Few rows leave any. Grain: account x category x period of wallet_group x month_no of a span.
-- Source: wallet_group, wallet_period, span; rules.md, Wallet and share: overlapping periods.
WITH overlap AS (
  SELECT longer.period AS longer, shorter.period AS shorter, asked.month_no
  FROM (SELECT DISTINCT month_no FROM span) AS asked
  JOIN wallet_period AS longer ON asked.month_no >= longer.first_month AND asked.month_no <= longer.last_month
  JOIN wallet_period AS shorter
    ON asked.month_no >= shorter.first_month
    AND asked.month_no <= shorter.last_month
    AND shorter.months < longer.months
)
SELECT DISTINCT leaving.account_id, leaving.category, leaving.period, overlap.month_no
FROM overlap
JOIN wallet_group AS leaving ON leaving.period = overlap.longer
JOIN wallet_group AS owning
  ON owning.period = overlap.shorter
  AND owning.account_id = leaving.account_id
  AND owning.category = leaving.category
