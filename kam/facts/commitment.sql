-- What each agreement on file promises, whoever looks. Grain: agreement, of any customer and window. finding = the first
-- that holds of unsigned (no day of signing, or one after the as-of day), no_commitment (no committed volume, or 0),
-- missed_commitment (over, and less was bought than committed; running late is not missed); empty = none.
-- Volume is what was bought in the whole window, in basis and category. Source: agreement, line; rules.md, Pitfalls, Rebate.
SELECT
  agreement.agreement_no,
  CASE
    WHEN agreement.signed_on IS NULL OR agreement.signed_on > param.as_of THEN 'unsigned'
    WHEN COALESCE(agreement.committed_volume, 0) <= 0 THEN 'no_commitment'
    WHEN agreement.ends_on <= param.as_of AND COALESCE(bought.volume, 0) < agreement.committed_volume
      THEN 'missed_commitment'
  END AS finding
FROM agreement
CROSS JOIN param
LEFT JOIN (
  SELECT
    promised.agreement_no,
    SUM(
      CASE WHEN promised.basis = 'quantity' THEN line.quantity ELSE CAST(line.amount AS DECIMAL(22, 4)) END
    ) AS volume
  FROM agreement AS promised
  CROSS JOIN param AS today
  JOIN line
    ON line.account_id = promised.account_id
    AND line.ordered_on >= promised.starts_on
    AND line.ordered_on <= promised.ends_on
  WHERE
    promised.ends_on <= today.as_of
    AND promised.signed_on <= today.as_of
    AND promised.committed_volume > 0
    AND (COALESCE(promised.category, '') = '' OR line.category = promised.category)
  GROUP BY promised.agreement_no
) AS bought ON bought.agreement_no = agreement.agreement_no
