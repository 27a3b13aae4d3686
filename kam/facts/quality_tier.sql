-- What is doubtful in the tiers. Grain: finding x tier of an agreement of rebate_window, or of none on file. Columns of
-- quality_row; amount and on_day are empty; item = the agreement and the place of the tier by threshold, 1 = the
-- lowest. tier_out_of_order judges tiers above another: the rate is not higher than that of the tier below. Source:
-- rebate_tier, rebate_window, agreement.
SELECT
  asked.finding,
  asked.dataset,
  customer.account_id,
  customer.region,
  tier.agreement_no || ' / ' || CAST(tier.place AS VARCHAR) AS item,
  CAST(NULL AS DATE) AS on_day,
  CAST(NULL AS DECIMAL(18, 2)) AS amount,
  tier._batch AS batch,
  tier._row AS file_row,
  CASE asked.finding
    WHEN 'tier_out_of_order' THEN tier.rate <= tier.rate_below
    WHEN 'tier_without_agreement' THEN agreement.agreement_no IS NULL
  END AS is_found
FROM (
  SELECT
    agreement_no,
    rate,
    _batch,
    _row,
    ROW_NUMBER() OVER (PARTITION BY agreement_no ORDER BY threshold) AS place,
    LAG(rate) OVER (PARTITION BY agreement_no ORDER BY threshold) AS rate_below
  FROM rebate_tier
) AS tier
LEFT JOIN agreement ON agreement.agreement_no = tier.agreement_no
LEFT JOIN rebate_window ON rebate_window.agreement_no = tier.agreement_no
JOIN customer ON customer.account_id = COALESCE(rebate_window.account_id, '') AND customer.is_in
JOIN quality_finding AS asked ON asked.dataset = 'rebate_tier'
WHERE rebate_window.agreement_no IS NOT NULL OR agreement.agreement_no IS NULL
