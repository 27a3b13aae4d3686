-- Grain: account in scope, party; by account_id, party.
-- Columns: account_id, account_name, region, party, score (1..10: the mean over dimensions of the latest scores up to the as-of day).
WITH ranked AS (
  SELECT
    given.account_id,
    given.party,
    given.score,
    ROW_NUMBER() OVER (
      PARTITION BY given.account_id, given.party, given.dimension
      ORDER BY given.scored_on DESC, given._batch DESC, given._row DESC
    ) AS from_last
  FROM rival_score AS given
  CROSS JOIN param
  WHERE given.scored_on <= param.as_of
)
SELECT
  customer.account_id,
  customer.account_name,
  customer.region,
  ranked.party,
  AVG(ranked.score) AS score
FROM ranked
JOIN customer ON customer.account_id = ranked.account_id AND customer.is_in
WHERE ranked.from_last = 1
GROUP BY customer.account_id, customer.account_name, customer.region, ranked.party
ORDER BY customer.account_id, ranked.party
