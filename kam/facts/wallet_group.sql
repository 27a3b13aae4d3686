-- What one account buys in one category in one period, of the customers in scope. Grain: account x period x category
-- ('' = the whole account). Source: wallet; rules.md, Wallet and share: total or split. spend = the row without
-- supplier where there is one, else the sum over suppliers, in CNY. is_open = split between suppliers without a row of
-- ours, so that our own order lines are to be added. months, first_month, last_month, days, as in wallet_period.
-- spend_parts = what falls on one day, in parts: one fen has param.fen_parts parts, a common multiple of the lengths
-- of all months, quarters and years, so that spreading over days is exact.
SELECT
  wallet.account_id,
  COALESCE(wallet.category, '') AS category,
  wallet.period,
  MIN(wallet_period.months) AS months,
  MIN(wallet_period.first_month) AS first_month,
  MIN(wallet_period.last_month) AS last_month,
  MIN(wallet_period.days) AS days,
  CAST(
    COALESCE(SUM(CASE WHEN COALESCE(wallet.supplier, '') = '' THEN wallet.spend END), SUM(wallet.spend)) * 100
    AS DECIMAL(38, 0)
  ) * MIN(wallet_period.day_parts) AS spend_parts,
  SUM(CASE WHEN COALESCE(wallet.supplier, '') IN ('', '我方') THEN 1 ELSE 0 END) = 0 AS is_open
FROM wallet
JOIN wallet_period ON wallet_period.period = wallet.period
JOIN customer ON customer.account_id = wallet.account_id AND customer.is_in
GROUP BY wallet.account_id, COALESCE(wallet.category, ''), wallet.period
