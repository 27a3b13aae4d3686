-- What one account buys in one category in one period, of the customers in scope. Grain: account x period x category
-- ('' = the whole account). Source: wallet; rules.md, Wallet and share: total or split. spend = the row without
-- supplier where there is one, else the sum over suppliers, in CNY. is_open = split between suppliers without a row of
-- ours, so that our own order lines are to be added. months, days as in wallet_period.
-- spend_parts = what falls on one day, in parts: one fen has param.fen_parts parts, a common multiple of the lengths
-- of all months, quarters and years, so that spreading over days is exact.
SELECT
  summed.account_id,
  summed.category,
  summed.period,
  wallet_period.months,
  wallet_period.days,
  CAST(COALESCE(summed.whole, summed.split) * 100 AS DECIMAL(38, 0)) * wallet_period.day_parts AS spend_parts,
  summed.closing = 0 AS is_open
FROM (
  SELECT
    wallet.account_id,
    COALESCE(wallet.category, '') AS category,
    wallet.period,
    SUM(CASE WHEN COALESCE(wallet.supplier, '') = '' THEN wallet.spend END) AS whole,
    SUM(wallet.spend) AS split,
    COUNT(CASE WHEN COALESCE(wallet.supplier, '') IN ('', '我方') THEN 1 END) AS closing
  FROM wallet
  WHERE wallet.period IN (SELECT period FROM wallet_period)
  GROUP BY wallet.account_id, COALESCE(wallet.category, ''), wallet.period
) AS summed
JOIN wallet_period ON wallet_period.period = summed.period
JOIN customer ON customer.account_id = summed.account_id AND customer.is_in
