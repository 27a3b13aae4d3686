-- What the order lines leave open. Grain: finding x order line of the period of which it holds, of a customer in scope: of
-- millions of lines those without a fault are only counted (quality_line_judged). Columns of quality_row. amount = the
-- line's, in CNY, returns negative, empty when unknown.
SELECT
  asked.finding,
  asked.dataset,
  flawed.account_id,
  flawed.region,
  flawed.order_no || '-' || CAST(flawed.line_no AS VARCHAR) AS item,
  flawed.ordered_on AS on_day,
  flawed.amount,
  flawed._batch AS batch,
  flawed._row AS file_row,
  TRUE AS is_found
FROM (
  SELECT
    customer.account_id,
    customer.region,
    customer.is_listed,
    given.order_no,
    given.line_no,
    given.ordered_on,
    given.category,
    given.quantity,
    given.cost,
    given.amount,
    given._batch,
    given._row
  FROM order_line AS given
  JOIN customer ON customer.account_id = COALESCE(given.account_id, '') AND customer.is_in
  CROSS JOIN param
  WHERE
    given.ordered_on >= param.period_from
    AND given.ordered_on <= param.period_to
    AND (
      NOT customer.is_listed
      OR COALESCE(given.category, '') = ''
      OR given.quantity IS NULL
      OR given.cost IS NULL
      OR given.amount IS NULL
    )
) AS flawed
JOIN quality_finding AS asked ON asked.dataset = 'order_line'
WHERE CASE asked.finding
  WHEN 'line_outside_directory' THEN flawed.account_id <> '' AND NOT flawed.is_listed
  WHEN 'line_without_account' THEN flawed.account_id = ''
  WHEN 'line_without_category' THEN COALESCE(flawed.category, '') = ''
  WHEN 'line_without_quantity' THEN flawed.quantity IS NULL
  WHEN 'line_without_cost' THEN flawed.cost IS NULL
  WHEN 'line_without_amount' THEN flawed.amount IS NULL
  ELSE FALSE
END
