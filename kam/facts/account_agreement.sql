-- The agreements of the customers in scope, whatever their window. Grain: agreement. account_id is '' when empty.
-- Source: agreement.
SELECT
  agreement.agreement_no,
  customer.account_id,
  agreement.basis,
  agreement.method,
  agreement.starts_on,
  agreement.ends_on,
  agreement.signed_on
FROM agreement
JOIN customer ON customer.account_id = COALESCE(agreement.account_id, '') AND customer.is_in
