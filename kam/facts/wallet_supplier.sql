-- What each named supplier holds of a wallet. Grain: span x account x category ('' = the whole account) x supplier
-- named in a wallet row with a counted day. parts = its spend on the counted days, in parts of a fen (see
-- wallet_group). Our order lines stand in for nobody here. Source: wallet, wallet_counted; rules.md, Wallet and share:
-- white_space.
SELECT
  wallet_counted.span_kind,
  wallet_counted.span_name,
  wallet_counted.account_id,
  wallet_counted.category,
  wallet.supplier,
  SUM(CAST(wallet.spend * 100 AS DECIMAL(38, 0)) * wallet_period.day_parts * wallet_counted.days) AS parts
FROM wallet
JOIN wallet_period ON wallet_period.period = wallet.period
JOIN wallet_counted
  ON wallet_counted.account_id = wallet.account_id
  AND wallet_counted.category = COALESCE(wallet.category, '')
  AND wallet_counted.period = wallet.period
WHERE wallet.supplier <> ''
GROUP BY
  wallet_counted.span_kind,
  wallet_counted.span_name,
  wallet_counted.account_id,
  wallet_counted.category,
  wallet.supplier
