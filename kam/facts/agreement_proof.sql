-- The first agreement that an account signed. Grain: account in scope with one signed by the as-of day, ended or not.
-- agreement = 'day number' of it. Source: account_agreement; rules.md, Funnel: need 4.
SELECT
  account_agreement.account_id,
  MIN(CAST(account_agreement.signed_on AS VARCHAR) || ' ' || account_agreement.agreement_no) AS agreement
FROM account_agreement
CROSS JOIN param
WHERE account_agreement.signed_on <= param.as_of
GROUP BY account_agreement.account_id
