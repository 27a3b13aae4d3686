-- To whom the days of a month belong: the shortest wallet period that covers them (month, then quarter, then year).
-- Grain: account x category x month_no. Columns of wallet_group, of the owning row. Few rows lose a month to a shorter one,
-- so these months are found first and taken away. Source: wallet_group; rules.md, Wallet and share: overlapping periods.
WITH held AS (
  SELECT wallet_period.period, asked.month_no
  FROM wallet_period
  JOIN (SELECT DISTINCT month_no FROM span) AS asked
    ON asked.month_no >= wallet_period.first_month AND asked.month_no <= wallet_period.last_month
),
taken AS (
  SELECT longer.account_id, longer.category, longer.period, held.month_no
  FROM wallet_group AS longer
  JOIN wallet_group AS shorter
    ON shorter.account_id = longer.account_id
    AND shorter.category = longer.category
    AND shorter.months < longer.months
  JOIN held ON held.period = shorter.period
  GROUP BY longer.account_id, longer.category, longer.period, held.month_no
)
SELECT
  wallet_group.account_id,
  wallet_group.category,
  held.month_no,
  wallet_group.period,
  wallet_group.days AS period_days,
  wallet_group.spend_parts,
  wallet_group.is_open
FROM wallet_group
JOIN held ON held.period = wallet_group.period
LEFT JOIN taken
  ON taken.account_id = wallet_group.account_id
  AND taken.category = wallet_group.category
  AND taken.period = wallet_group.period
  AND taken.month_no = held.month_no
WHERE taken.account_id IS NULL
