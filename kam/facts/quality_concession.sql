-- What the concessions leave open. Grain: finding x concession to a customer in scope, granted in the period or on no
-- known day. Columns of quality_row. amount = value in CNY, empty when unknown. Source: concession.
SELECT
  asked.finding,
  asked.dataset,
  customer.account_id,
  customer.region,
  concession.concession_no AS item,
  concession.granted_on AS on_day,
  concession.value AS amount,
  concession._batch AS batch,
  concession._row AS file_row,
  CASE asked.finding
    WHEN 'customer_outside_directory' THEN CASE WHEN customer.account_id <> '' THEN NOT customer.is_listed END
    WHEN 'concession_without_account' THEN customer.account_id = ''
    WHEN 'concession_without_day' THEN concession.granted_on IS NULL
    WHEN 'concession_without_value' THEN concession.value IS NULL
  END AS is_found
FROM concession
JOIN customer ON customer.account_id = COALESCE(concession.account_id, '') AND customer.is_in
CROSS JOIN param
JOIN quality_finding AS asked ON asked.dataset = 'concession'
WHERE
  concession.granted_on IS NULL
  OR (concession.granted_on >= param.period_from AND concession.granted_on <= param.period_to)
