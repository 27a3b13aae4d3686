-- What one account buys in one category in one period, of the customers in scope. Grain: account x period x category
-- ('' = the whole account). Source: wallet_sum; rules.md, Wallet and share: total or split. spend = the row without
-- supplier where there is one, else the sum over suppliers, in CNY. is_open = split between suppliers without a row of
-- ours, so that our own order lines are to be added. months, days as in wallet_period.
-- spend_parts = what falls on one day, in parts: one fen has param.fen_parts parts, a common multiple of the lengths
-- of all months, quarters and years, so that spreading over days is exact.
SELECT
  wallet_sum.account_id,
  wallet_sum.category,
  wallet_sum.period,
  wallet_period.months,
  wallet_period.days,
  CAST(COALESCE(wallet_sum.whole, wallet_sum.split) * 100 AS DECIMAL(38, 0)) * wallet_period.day_parts AS spend_parts,
  wallet_sum.is_open
FROM wallet_sum
JOIN wallet_period ON wallet_period.period = wallet_sum.period
JOIN customer ON customer.account_id = wallet_sum.account_id AND customer.is_in
