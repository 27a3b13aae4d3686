-- How a party stands in a dimension. Grain: party x dimension with a score in scope.
-- score = the mean over accounts in scope of each one's latest score; where no account has one, the mean of the latest
-- region rows; where there is none, the company row; 1..10, unrounded. accounts = accounts in that mean, 0 for the other two.
-- Source: latest_score; rules.md, Rivals.
SELECT
  party,
  dimension,
  COALESCE(
    AVG(CASE WHEN level = 'account' THEN score END),
    AVG(CASE WHEN level = 'region' THEN score END),
    AVG(CASE WHEN level = 'company' THEN score END)
  ) AS score,
  COUNT(CASE WHEN level = 'account' THEN account_id END) AS accounts
FROM latest_score
GROUP BY party, dimension
