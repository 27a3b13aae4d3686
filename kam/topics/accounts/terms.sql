-- Grain: agreement of an account in scope, by agreement_no.
-- Columns: agreement_no, basis (amount, quantity), method (all_unit, marginal), starts_on, ends_on, signed_on.
SELECT agreement_no, basis, method, starts_on, ends_on, signed_on
FROM account_agreement
ORDER BY agreement_no
