-- The deals of the customers in scope and where each stands. Grain: deal. rival is '' when empty; amount in CNY, empty when
-- unknown. is_won, is_lost = closed so in the period (opened_on is not looked at); is_open = opened by the as-of day (empty:
-- opened) and not closed by it. A won or lost deal without closed_on, and an open one closed by the day, are none of them.
-- deal_stage is '' when empty; was_won, was_lost = closed so by the as-of day, in the period or before; cycle_days = from
-- opened_on to closed_on of these, empty where a day is unknown or they are the wrong way round.
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
  ) AS is_open,
  COALESCE(deal.deal_stage, '') AS deal_stage,
  COALESCE(deal.outcome = 'won' AND deal.closed_on <= param.as_of, FALSE) AS was_won,
  COALESCE(deal.outcome = 'lost' AND deal.closed_on <= param.as_of, FALSE) AS was_lost,
  CASE
    WHEN deal.outcome IN ('won', 'lost') AND deal.closed_on <= param.as_of AND deal.opened_on <= deal.closed_on
      THEN DATE_DIFF('day', deal.opened_on, deal.closed_on)
  END AS cycle_days
FROM deal
JOIN customer ON customer.account_id = COALESCE(deal.account_id, '') AND customer.is_in
CROSS JOIN param
