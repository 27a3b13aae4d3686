-- The deals of the customers in scope and where each stands. Grain: deal. rival is '' when empty; amount in CNY, empty when
-- unknown. is_won, is_lost = closed so in the period (opened_on is not looked at); is_open = opened by the as-of day (empty:
-- opened) and not closed by it. A won or lost deal without closed_on, and an open one closed by the day, are none of them.
-- Source: deal, customer; rules.md, Rivals.
SELECT
  deal.deal_id,
  customer.account_id,
  COALESCE(deal.rival, '') AS rival,
  deal.amount,
  COALESCE(deal.outcome = 'won' AND deal.closed_on >= param.period_from AND deal.closed_on <= param.period_to, FALSE)
    AS is_won,
  COALESCE(deal.outcome = 'lost' AND deal.closed_on >= param.period_from AND deal.closed_on <= param.period_to, FALSE)
    AS is_lost,
  COALESCE(
    (deal.opened_on IS NULL OR deal.opened_on <= param.as_of)
    AND (deal.closed_on > param.as_of OR (deal.closed_on IS NULL AND deal.outcome = 'open')), FALSE
  ) AS is_open
FROM deal
JOIN customer ON customer.account_id = COALESCE(deal.account_id, '') AND customer.is_in
CROSS JOIN param
