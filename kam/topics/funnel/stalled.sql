-- Grain: account in scope standing in a stage for longer than three quarters of all stays in it last; by account_id.
-- Released accounts are out.
-- Columns: account_id, stage (1..8), entered_on (of the current stay), days (whole days since), p75_days (of the stage over
-- the whole company, whatever the filter). Formula: days > p75_days, strictly; p75 by Kaplan-Meier as in funnel.dwell.
-- Source: stalled_account (stage_change); domain.md, funnel; rules.md, Funnel.
SELECT account_id, stage, entered_on, days, p75_days
FROM stalled_account
ORDER BY account_id
