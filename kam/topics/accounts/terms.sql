-- Grain: agreement of an account in scope, by agreement_no.
-- Columns: agreement_no, basis (amount, quantity), method (all_unit, marginal), starts_on, ends_on, signed_on.
SELECT
  agreement.agreement_no,
  agreement.basis,
  agreement.method,
  agreement.starts_on,
  agreement.ends_on,
  agreement.signed_on
FROM agreement
JOIN customer ON customer.account_id = COALESCE(agreement.account_id, '') AND customer.is_in
ORDER BY agreement.agreement_no
