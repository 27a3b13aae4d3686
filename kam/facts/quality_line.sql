-- What the order lines leave open. Grain: finding x order line of the period, of a customer in scope. Columns of
-- quality_row. amount = the line's, in CNY, returns negative, empty when unknown.
SELECT
  asked.finding,
  asked.dataset,
  customer.account_id,
  customer.region,
  given.order_no || '-' || CAST(given.line_no AS VARCHAR) AS item,
  given.ordered_on AS on_day,
  given.amount,
  given._batch AS batch,
  given._row AS file_row,
  CASE asked.finding
    WHEN 'line_outside_directory' THEN customer.account_id <> '' AND NOT customer.is_listed
    WHEN 'line_without_account' THEN customer.account_id = ''
    WHEN 'line_without_category' THEN COALESCE(given.category, '') = ''
    WHEN 'line_without_quantity' THEN given.quantity IS NULL
    WHEN 'line_without_cost' THEN given.cost IS NULL
    WHEN 'line_without_amount' THEN given.amount IS NULL
  END AS is_found
FROM order_line AS given
JOIN customer ON customer.account_id = COALESCE(given.account_id, '') AND customer.is_in
CROSS JOIN param
JOIN quality_finding AS asked ON asked.dataset = 'order_line'
WHERE given.ordered_on >= param.period_from AND given.ordered_on <= param.period_to
