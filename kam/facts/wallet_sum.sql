-- What one account buys in one category in one period, as the rows say it, whoever looks. Grain: account x period x category
-- ('' = the whole account). whole = the row without supplier, empty without one; named = the sum over named suppliers,
-- empty without any; split = the sum of all rows, all in CNY; is_open = split between suppliers without a row of ours and
-- without a whole. It asks for no parameter, so the store keeps it as a table (see engine.keep). Source: wallet.
SELECT
  account_id,
  COALESCE(category, '') AS category,
  period,
  SUM(CASE WHEN COALESCE(supplier, '') = '' THEN spend END) AS whole,
  SUM(CASE WHEN supplier <> '' THEN spend END) AS named,
  SUM(spend) AS split,
  COUNT(CASE WHEN COALESCE(supplier, '') IN ('', '我方') THEN 1 END) = 0 AS is_open
FROM wallet
GROUP BY account_id, COALESCE(category, ''), period
