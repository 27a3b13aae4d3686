-- What is doubtful in the wallets. Grain: finding x wallet row of a customer in scope whose period has a day in the period
-- asked for. Columns of quality_row. amount in CNY: the spend; for wallet_conflict, which judges rows for the whole beside
-- rows of suppliers, by how much the suppliers' sum exceeds the whole (below it others are not named, which is no fault).
-- An estimate is judged where the file says whether it is one.
SELECT
  asked.finding,
  asked.dataset,
  given.account_id,
  given.region,
  given.period || COALESCE(' / ' || given.category, '') || COALESCE(' / ' || given.supplier, '') AS item,
  CAST(NULL AS DATE) AS on_day,
  CAST(
    CASE asked.finding WHEN 'wallet_conflict' THEN given.named - given.spend ELSE given.spend END AS DECIMAL(18, 2)
  ) AS amount,
  given._batch AS batch,
  given._row AS file_row,
  CASE asked.finding
    WHEN 'customer_outside_directory' THEN NOT given.is_listed
    WHEN 'wallet_estimated' THEN given.is_estimate
    WHEN 'wallet_conflict' THEN CASE WHEN given.supplier IS NULL THEN given.named > given.spend END
  END AS is_found
FROM (
  SELECT
    wallet.account_id,
    customer.region,
    customer.is_listed,
    wallet.period,
    NULLIF(wallet.category, '') AS category,
    NULLIF(wallet.supplier, '') AS supplier,
    wallet.spend,
    wallet.is_estimate,
    wallet._batch,
    wallet._row,
    wallet_sum.named
  FROM wallet
  JOIN customer ON customer.account_id = wallet.account_id AND customer.is_in
  JOIN wallet_period ON wallet_period.period = wallet.period
  LEFT JOIN wallet_sum
    ON wallet_sum.account_id = wallet.account_id
    AND wallet_sum.period = wallet.period
    AND wallet_sum.category = COALESCE(wallet.category, '')
    AND COALESCE(wallet.supplier, '') = ''
  CROSS JOIN param
  WHERE
    param.period_from <= param.period_to
    AND wallet_period.first_month
      <= EXTRACT(YEAR FROM param.period_to) * 12 + EXTRACT(MONTH FROM param.period_to) - 1
    AND wallet_period.last_month
      >= EXTRACT(YEAR FROM param.period_from) * 12 + EXTRACT(MONTH FROM param.period_from) - 1
) AS given
JOIN quality_finding AS asked
  ON asked.dataset = 'wallet'
  AND asked.finding IN ('customer_outside_directory', 'wallet_estimated', 'wallet_conflict')
