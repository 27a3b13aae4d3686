-- Grain: account in scope, party; by account_id, party.
-- Columns: account_id, account_name, region, party, score (1..10: the mean over dimensions of the latest scores up to the as-of day).
SELECT
  customer.account_id,
  customer.account_name,
  customer.region,
  latest_score.party,
  AVG(latest_score.score) AS score
FROM latest_score
JOIN customer ON customer.account_id = latest_score.account_id AND customer.is_in
WHERE latest_score.level = 'account'
GROUP BY customer.account_id, customer.account_name, customer.region, latest_score.party
ORDER BY customer.account_id, latest_score.party
