-- Who buys, the largest first. Grain: account in scope with sales > 0 in the period; lines without an account left out.
-- amount in CNY; place = 1 for the largest, ties by account_id; running = amounts up to and with this account;
-- total = amounts of all of them; buyers = their number. Source: account_sale; rules.md, Wallet and share.
SELECT
  account_id,
  amount,
  ROW_NUMBER() OVER (ORDER BY amount DESC, account_id) AS place,
  SUM(amount) OVER (ORDER BY amount DESC, account_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running,
  SUM(amount) OVER () AS total,
  COUNT(*) OVER () AS buyers
FROM account_sale
WHERE span_kind = 'period' AND account_id <> '' AND amount > 0
