-- Concessions granted in the period to the customers in scope. Grain: concession. account_id is '' when empty; kind; granted_on; value
-- in CNY, empty when unknown; agreement_no as written; is_on_file = an agreement of that number is, whatever its window
-- and customer; finding = no_agreement where none is, else that of commitment; empty = something is promised in return.
-- Source: concession, commitment; rules.md, Pitfalls.
SELECT
  concession.concession_no,
  customer.account_id,
  concession.kind,
  concession.granted_on,
  concession.value,
  concession.agreement_no,
  commitment.agreement_no IS NOT NULL AS is_on_file,
  CASE WHEN commitment.agreement_no IS NULL THEN 'no_agreement' ELSE commitment.finding END AS finding
FROM concession
JOIN customer ON customer.account_id = COALESCE(concession.account_id, '') AND customer.is_in
LEFT JOIN commitment ON commitment.agreement_no = concession.agreement_no
CROSS JOIN param
WHERE concession.granted_on >= param.period_from AND concession.granted_on <= param.period_to
