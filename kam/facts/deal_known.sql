-- The deals a customer in scope has or has brought us, as they stood on the as-of day. Grain: customer x deal opened by that
-- day (without opened_on: known always). owner_id = the deal's own account, '' when empty; is_brought = the customer is not
-- the owner but the one named by influenced_by. The viewer's scope binds the owner too. outcome = open, won or lost: open
-- where it was closed later, as written otherwise; closed_on and loss_reason are empty while that has not come.
-- Source: deal; domain.md, deal and the classes of accounts.
SELECT
  customer.account_id,
  owner.account_id AS owner_id,
  customer.account_id <> owner.account_id AS is_brought,
  deal.deal_id,
  deal.deal_name,
  deal.deal_stage,
  deal.amount,
  deal.opened_on,
  deal.expected_on,
  CASE WHEN deal.closed_on <= param.as_of THEN deal.closed_on END AS closed_on,
  CASE WHEN deal.closed_on > param.as_of THEN 'open' ELSE deal.outcome END AS outcome,
  deal.rival,
  CASE WHEN deal.closed_on > param.as_of THEN NULL ELSE deal.loss_reason END AS loss_reason
FROM deal
JOIN customer AS owner ON owner.account_id = COALESCE(deal.account_id, '') AND owner.is_seen
JOIN customer
  ON (customer.account_id = owner.account_id OR customer.account_id = deal.influenced_by) AND customer.is_in
CROSS JOIN param
WHERE deal.opened_on IS NULL OR deal.opened_on <= param.as_of
