-- What is wrong with the directory. Grain: finding x account of the directory in scope, as it stands now. Columns of
-- quality_row. amount = its sales of the period in CNY. is_found is empty where the finding does not arise: a region is
-- only looked up where there is one, a day only missed where the status calls for it.
SELECT
  asked.finding,
  asked.dataset,
  customer.account_id,
  customer.region,
  customer.account_id AS item,
  CAST(NULL AS DATE) AS on_day,
  CAST(CASE WHEN param.has_sales THEN COALESCE(sold.amount, 0) END AS DECIMAL(18, 2)) AS amount,
  account._batch AS batch,
  account._row AS file_row,
  CASE asked.finding
    WHEN 'account_without_class' THEN customer.account_class IS NULL
    WHEN 'account_without_region' THEN customer.region IS NULL
    WHEN 'account_region_unlisted' THEN CASE WHEN customer.region IS NOT NULL THEN region.region IS NULL END
    WHEN 'account_without_status' THEN customer.status IS NULL
    WHEN 'account_without_manager' THEN customer.manager IS NULL
    WHEN 'locked_without_day' THEN CASE WHEN customer.status = 'locked' THEN customer.locked_on IS NULL END
    WHEN 'released_without_day' THEN CASE WHEN customer.status = 'released' THEN customer.released_on IS NULL END
  END AS is_found
FROM account
JOIN customer ON customer.account_id = account.account_id AND customer.is_in
JOIN quality_finding AS asked ON asked.dataset = 'account'
LEFT JOIN region ON region.region = customer.region
LEFT JOIN (SELECT account_id, amount FROM account_sale WHERE span_kind = 'period') AS sold
  ON sold.account_id = customer.account_id
CROSS JOIN param
