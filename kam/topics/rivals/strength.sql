-- Grain: party with a score in a resource dimension, by party in code-point order.
-- Columns: party (我方 or the rival's name), strength (1..10, unrounded), gap (our strength less theirs; 0 for us, empty
-- while ours is unknown).
-- Formula: strength = sum(weight x score) / sum(weight) over the resource dimensions known for the party; added up as
-- decimals, as in share.movement.
-- Source: party_score (rival_score), dimension_weight; domain.md, rivals; rules.md, Rivals.
WITH judged AS (
  SELECT
    party_score.party,
    CAST(SUM(CAST(CAST(dimension_weight.weight AS DOUBLE) * party_score.score AS DECIMAL(38, 18))) AS DOUBLE)
      / NULLIF(CAST(SUM(CAST(dimension_weight.weight AS DECIMAL(38, 18))) AS DOUBLE), 0) AS strength
  FROM party_score
  JOIN dimension_weight ON dimension_weight.dimension = party_score.dimension
  GROUP BY party_score.party
),
ours AS (
  SELECT strength FROM judged WHERE party = '我方'
)
SELECT
  judged.party,
  judged.strength,
  CASE WHEN judged.party = '我方' THEN 0 ELSE ours.strength - judged.strength END AS gap
FROM judged
LEFT JOIN ours ON TRUE
ORDER BY judged.party
