-- Grain: account in scope x deal that it has or has brought us, as it stood on the as-of day; open ones first, the latest
-- opened on top, then deal_id, account_id. Columns: account_id, deal_name, outcome (open, won, lost), deal_stage, amount (CNY), rival,
-- opened_on, expected_on, closed_on, loss_reason, is_brought (somebody else's deal that this account brought), owner_name
-- (then: whose it is), deal_id. Source: deal_known (deal), customer.
SELECT
  deal_known.account_id,
  deal_known.deal_name,
  deal_known.outcome,
  deal_known.deal_stage,
  deal_known.amount,
  deal_known.rival,
  deal_known.opened_on,
  deal_known.expected_on,
  deal_known.closed_on,
  deal_known.loss_reason,
  deal_known.is_brought,
  CASE WHEN deal_known.is_brought THEN COALESCE(customer.account_name, NULLIF(customer.account_id, '')) END AS owner_name,
  deal_known.deal_id
FROM deal_known
JOIN customer ON customer.account_id = deal_known.owner_id
WHERE deal_known.account_id <> ''
ORDER BY
  CASE WHEN deal_known.outcome = 'open' THEN 0 ELSE 1 END,
  CASE WHEN deal_known.opened_on IS NULL THEN 1 ELSE 0 END,
  deal_known.opened_on DESC,
  deal_known.deal_id,
  deal_known.account_id
