-- Grain: agreement of rebate.status that earns more than 0 and has a finding, by agreement_no.
-- Columns: agreement_no, account_id (empty = nobody), earned (CNY, rebate so far), finding (unsigned, no_commitment,
-- missed_commitment).
-- Formula: earned = R(V) as in rebate.status, rounded half up to 0.01 once; the first finding that holds.
-- Source: rebate_agreement, commitment (agreement, rebate_tier, order_line); domain.md, rebate, pitfalls (1); rules.md,
-- Pitfalls.
SELECT
  rebate_agreement.agreement_no,
  NULLIF(rebate_agreement.account_id, '') AS account_id,
  CAST(
    (2 * rebate_agreement.earned_parts + rebate_agreement.earned_whole) // (2 * rebate_agreement.earned_whole)
    AS DECIMAL(36, 0)
  ) * CAST(0.01 AS DECIMAL(2, 2)) AS earned,
  commitment.finding
FROM rebate_agreement
JOIN commitment ON commitment.agreement_no = rebate_agreement.agreement_no
WHERE rebate_agreement.earned_parts > 0 AND commitment.finding IS NOT NULL
ORDER BY rebate_agreement.agreement_no
