-- To whom the days of a month belong: the shortest wallet period that covers them (month, then quarter, then year).
-- Grain: account x category x month_no. Columns of wallet_group, of the owning row. Source: wallet_group; rules.md,
-- Wallet and share: overlapping periods.
SELECT account_id, category, month_no, period, days AS period_days, spend_parts, is_open
FROM (
  SELECT
    wallet_group.account_id,
    wallet_group.category,
    asked.month_no,
    wallet_group.period,
    wallet_group.days,
    wallet_group.spend_parts,
    wallet_group.is_open,
    ROW_NUMBER() OVER (
      PARTITION BY wallet_group.account_id, wallet_group.category, asked.month_no ORDER BY wallet_group.months
    ) AS place
  FROM wallet_group
  JOIN (SELECT DISTINCT month_no FROM span) AS asked
    ON asked.month_no >= wallet_group.first_month AND asked.month_no <= wallet_group.last_month
) AS ranked
WHERE place = 1
