-- Grain: statement about an account in scope, by account_id, quadrant, the weightiest first (unknown last), statement.
-- Columns: account_id, quadrant (strength, weakness, opportunity, threat), statement, weight (1..5), noted_on.
-- Source: swot_noted (swot).
SELECT account_id, quadrant, statement, weight, noted_on
FROM swot_noted
ORDER BY account_id, quadrant, COALESCE(weight, 0) DESC, statement
