-- Grain: key account, by account_id. Columns: account_id, background (filled fields of 6), person (of 8, each filled when
-- any contact of the account has it), operations (of 4), completeness (fraction), newest_on (newest day on or before the
-- as-of day on which the account or a contact of it was updated).
-- Formula: completeness = (background + person + operations) / 18. Fields as they stand now; blank text is not filled.
-- Source: profile_field, customer, contact (account, contact); domain.md, profile fields and roster; rules.md, Roster.
WITH filled AS (
  SELECT
    account_id,
    COUNT(DISTINCT CASE WHEN part = 'background' THEN field END) AS background,
    COUNT(DISTINCT CASE WHEN part = 'person' THEN field END) AS person,
    COUNT(DISTINCT CASE WHEN part = 'operations' THEN field END) AS operations
  FROM profile_field
  GROUP BY account_id
)
SELECT
  customer.account_id,
  COALESCE(filled.background, 0) AS background,
  COALESCE(filled.person, 0) AS person,
  COALESCE(filled.operations, 0) AS operations,
  (COALESCE(filled.background, 0) + COALESCE(filled.person, 0) + COALESCE(filled.operations, 0)) / 18 AS completeness,
  profile_update.newest_on
FROM customer
LEFT JOIN filled ON filled.account_id = customer.account_id
LEFT JOIN profile_update ON profile_update.account_id = customer.account_id
WHERE customer.is_in AND customer.is_key
ORDER BY customer.account_id
