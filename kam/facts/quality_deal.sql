-- Deals that contradict themselves or leave something open. Grain: finding x deal of a customer in scope that was
-- opened (empty: opened) or closed by the as-of day. Columns of quality_row. amount = the deal's in CNY, empty when
-- unknown; on_day = the day it was opened, for deal_open_but_closed the day it was closed. A day of closing is missed
-- where the outcome is won or lost; one that has come contradicts an outcome open; an outcome is missed unless the deal
-- closes later. Source: deal; rules.md, Rivals: win_loss.
SELECT
  asked.finding,
  asked.dataset,
  customer.account_id,
  customer.region,
  deal.deal_id AS item,
  CASE asked.finding WHEN 'deal_open_but_closed' THEN deal.closed_on ELSE deal.opened_on END AS on_day,
  deal.amount,
  deal._batch AS batch,
  deal._row AS file_row,
  CASE asked.finding
    WHEN 'customer_outside_directory' THEN CASE WHEN customer.account_id <> '' THEN NOT customer.is_listed END
    WHEN 'deal_without_account' THEN customer.account_id = ''
    WHEN 'deal_without_amount' THEN deal.amount IS NULL
    WHEN 'deal_without_outcome' THEN deal.outcome IS NULL AND COALESCE(deal.closed_on <= param.as_of, TRUE)
    WHEN 'deal_closed_without_day' THEN CASE WHEN deal.outcome IN ('won', 'lost') THEN deal.closed_on IS NULL END
    WHEN 'deal_open_but_closed'
      THEN CASE WHEN deal.outcome = 'open' THEN COALESCE(deal.closed_on <= param.as_of, FALSE) END
  END AS is_found
FROM deal
JOIN customer ON customer.account_id = COALESCE(deal.account_id, '') AND customer.is_in
CROSS JOIN param
JOIN quality_finding AS asked ON asked.dataset = 'deal'
WHERE deal.opened_on IS NULL OR deal.opened_on <= param.as_of OR deal.closed_on <= param.as_of
