-- Grain: concession granted in the period to an account in scope, with a finding or without; the latest first, then by
-- concession_no. Columns: account_id, granted_on, kind, value (CNY), agreement_no (as written), finding (as in
-- pitfalls.concessions; empty = something is promised in return), concession_no. Source: concession_given (concession).
SELECT account_id, granted_on, kind, value, agreement_no, finding, concession_no
FROM concession_given
WHERE account_id <> ''
ORDER BY granted_on DESC, concession_no
