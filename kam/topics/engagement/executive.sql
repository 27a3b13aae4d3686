-- Grain: key account, by account_id; those without a contact included. Columns: account_id, contacts (rows of visit by an
-- executive of ours in the last 12 months, calls and events included), minimum, maximum (contacts a year it should have).
-- Formula: count. Source: executive_seen (visit, account); domain.md, engagement; rules.md, Engagement.
SELECT account_id, contacts, minimum, maximum
FROM executive_seen
ORDER BY account_id
