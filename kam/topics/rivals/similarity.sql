-- Grain: ordered pair of two parties, ourselves included; by party, other. Parties: those with a score in a resource
-- dimension, or with wallet spend.
-- Columns: party, other, similarity (-1..1), overlap (0..1: seen from party, not symmetric), intensity (similarity x
-- overlap; the main rival is the one with the highest seen from us).
-- Formula: similarity = cosine of the two parties' scores over the resource dimensions known for both, each less its own
-- mean over these; empty below 2 of them or where a party's scores do not vary. overlap = sum over accounts with a known
-- wallet of P_ai / P_a x P_bi / P_i, P = wallet spend in the period; empty where one of the two has none. Added up as
-- decimals, as in share.movement.
-- Source: party_score (rival_score), supplier_spend (wallet, order_line); domain.md, rivals; rules.md, Rivals.
WITH scored AS (
  SELECT party_score.party, party_score.dimension, CAST(party_score.score AS DECIMAL(38, 18)) AS score
  FROM party_score
  JOIN dimension_weight ON dimension_weight.dimension = party_score.dimension
),
sold AS (
  SELECT supplier AS party, SUM(parts) AS parts
  FROM supplier_spend
  WHERE span_kind = 'period'
  GROUP BY supplier
  HAVING SUM(parts) > 0
),
named AS (
  SELECT party FROM scored
  UNION
  SELECT party FROM sold
),
paired AS (
  SELECT
    ours.party,
    theirs.party AS other,
    CAST(ours.score AS DOUBLE) AS our_score,
    CAST(theirs.score AS DOUBLE) AS their_score,
    AVG(ours.score) OVER (PARTITION BY ours.party, theirs.party) AS our_mean,
    AVG(theirs.score) OVER (PARTITION BY ours.party, theirs.party) AS their_mean
  FROM scored AS ours
  JOIN scored AS theirs ON theirs.dimension = ours.dimension AND theirs.party <> ours.party
),
spread AS (
  SELECT
    party,
    other,
    MIN(our_score) < MAX(our_score) AND MIN(their_score) < MAX(their_score) AS is_spread,
    CAST(SUM(CAST((our_score - our_mean) * (their_score - their_mean) AS DECIMAL(38, 30))) AS DOUBLE) AS together,
    CAST(SUM(CAST((our_score - our_mean) * (our_score - our_mean) AS DECIMAL(38, 30))) AS DOUBLE) AS our_spread,
    CAST(SUM(CAST((their_score - their_mean) * (their_score - their_mean) AS DECIMAL(38, 30))) AS DOUBLE)
      AS their_spread
  FROM paired
  GROUP BY party, other
),
alike AS (
  SELECT party, other, CASE WHEN is_spread THEN together / SQRT(our_spread * their_spread) END AS similarity
  FROM spread
),
met AS (
  SELECT
    ours.supplier AS party,
    theirs.supplier AS other,
    SUM(
      CAST(
        CAST(ours.parts AS DOUBLE) * (CAST(theirs.parts AS DOUBLE) / CAST(theirs.wallet_parts AS DOUBLE)) AS DECIMAL(38, 0)
      )
    ) AS shared
  FROM supplier_spend AS ours
  JOIN supplier_spend AS theirs
    ON theirs.span_kind = 'period' AND theirs.account_id = ours.account_id AND theirs.supplier <> ours.supplier
  WHERE ours.span_kind = 'period'
  GROUP BY ours.supplier, theirs.supplier
),
judged AS (
  SELECT
    one.party,
    another.party AS other,
    alike.similarity,
    CASE WHEN theirs.party IS NOT NULL THEN CAST(COALESCE(met.shared, 0) AS DOUBLE) / CAST(ours.parts AS DOUBLE) END AS overlap
  FROM named AS one
  JOIN named AS another ON another.party <> one.party
  LEFT JOIN alike ON alike.party = one.party AND alike.other = another.party
  LEFT JOIN sold AS ours ON ours.party = one.party
  LEFT JOIN sold AS theirs ON theirs.party = another.party
  LEFT JOIN met ON met.party = one.party AND met.other = another.party
)
SELECT party, other, similarity, overlap, similarity * overlap AS intensity
FROM judged
ORDER BY party, judged.other
