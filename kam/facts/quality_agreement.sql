-- What is doubtful in the agreements. Grain: finding x agreement of rebate_window. Columns of quality_row; amount is
-- empty, on_day = starts_on. agreement_overlap: another agreement of the account has a day in common, begun by the
-- as-of day, and its category is the same or one of the two holds for all, so that one purchase earns twice; item names
-- the first such. Source: rebate_window, agreement, rebate_tier; rules.md, Rebate.
SELECT
  asked.finding,
  asked.dataset,
  customer.account_id,
  customer.region,
  CASE asked.finding
    WHEN 'agreement_overlap' THEN rebate_window.agreement_no || ' / ' || met.agreement_no
    ELSE rebate_window.agreement_no
  END AS item,
  rebate_window.starts_on AS on_day,
  CAST(NULL AS DECIMAL(18, 2)) AS amount,
  agreement._batch AS batch,
  agreement._row AS file_row,
  CASE asked.finding
    WHEN 'agreement_of_unknown_account' THEN NOT customer.is_listed
    WHEN 'agreement_overlap' THEN CASE WHEN customer.account_id <> '' THEN met.agreement_no IS NOT NULL END
    WHEN 'agreement_without_tiers' THEN tiered.agreement_no IS NULL
  END AS is_found
FROM rebate_window
JOIN agreement ON agreement.agreement_no = rebate_window.agreement_no
JOIN customer ON customer.account_id = rebate_window.account_id
JOIN quality_finding AS asked ON asked.dataset = 'agreement'
LEFT JOIN (SELECT DISTINCT agreement_no FROM rebate_tier) AS tiered
  ON tiered.agreement_no = rebate_window.agreement_no
LEFT JOIN (
  SELECT one.agreement_no AS of_agreement, MIN(other.agreement_no) AS agreement_no
  FROM rebate_window AS one
  JOIN agreement AS other
    ON other.account_id = one.account_id
    AND other.starts_on <= one.ends_on
    AND other.ends_on >= one.starts_on
  CROSS JOIN param
  WHERE
    other.agreement_no <> one.agreement_no
    AND other.starts_on <= param.as_of
    AND (one.category = '' OR COALESCE(other.category, '') IN ('', one.category))
  GROUP BY one.agreement_no
) AS met ON met.of_agreement = rebate_window.agreement_no
