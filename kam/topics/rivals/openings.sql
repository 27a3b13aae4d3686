-- Grain: rival x account x assumption whose newest note up to the as-of day says that the assumption does not hold; by
-- rival, account_id (empty last), assumption.
-- Columns: rival, account_id (empty: the note names none), assumption (code), evidence (as noted).
-- Source: latest_profile (rival_profile); domain.md, rivals: opening; rules.md, Rivals.
SELECT rival, NULLIF(account_id, '') AS account_id, assumption, evidence
FROM latest_profile
WHERE holds = 'false'
ORDER BY rival, CASE WHEN latest_profile.account_id = '' THEN 1 ELSE 0 END, latest_profile.account_id, assumption
