-- Grain: party, dimension (every scored one), by party, then dimension, in code-point order.
-- Columns: party (我方 or the rival's name), dimension (code), score (1..10, unrounded), accounts (accounts in the mean; 0
-- where the score is the regions' or the company's).
-- Formula: the mean over accounts in scope of each one's latest score on or before the as-of day; where no account has one,
-- the mean of the latest region rows; where there is none, the company row.
-- Source: party_score (rival_score); domain.md, rivals; rules.md, Rivals.
SELECT party, dimension, score, accounts
FROM party_score
ORDER BY party, dimension
