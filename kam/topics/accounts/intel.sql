-- Grain: note on an account in scope up to the as-of day, the latest first, then by subject. Columns: account_id, noted_on,
-- subject, topic (background, person, operations, rival), source, reliability (1..5), text. Source: intel_noted (intel).
SELECT account_id, noted_on, subject, topic, source, reliability, text
FROM intel_noted
ORDER BY noted_on DESC, subject, account_id
