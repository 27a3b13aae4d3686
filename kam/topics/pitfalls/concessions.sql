-- Grain: concession granted in the period, with a finding; of every customer in scope, key accounts and others alike; by
-- concession_no. Columns: concession_no, account_id (empty = nobody), value (CNY), agreement_no (as written), finding
-- (no_agreement: no number, or none on file; unsigned; no_commitment; missed_commitment).
-- Formula: the first finding that holds; missed = the agreement is over and less was bought than committed.
-- Source: concession_given (concession, agreement, order_line); domain.md, rebate, pitfalls (1); rules.md, Pitfalls.
SELECT concession_no, NULLIF(account_id, '') AS account_id, value, agreement_no, finding
FROM concession_given
WHERE finding IS NOT NULL
ORDER BY concession_no
