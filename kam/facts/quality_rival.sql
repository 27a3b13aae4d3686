-- What is doubtful in the scores and notes about rivals. Grain: finding x row about an account in scope up to the as-of
-- day; for dimension_unscored party x resource dimension, of the parties with a score in one of these: a party's
-- strength is rescaled over what is scored and is then hard to compare. Columns of quality_row; amount is empty.
-- Source: rival_score, rival_profile, party_score, dimension_weight; rules.md, Rivals.
WITH judged AS (
  SELECT
    'customer_outside_directory' AS finding,
    'rival_score' AS dataset,
    customer.account_id,
    customer.region,
    rival_score.party || ' / ' || rival_score.dimension AS item,
    rival_score.scored_on AS on_day,
    rival_score._batch AS batch,
    rival_score._row AS file_row,
    NOT customer.is_listed AS is_found
  FROM rival_score
  JOIN customer ON customer.account_id = rival_score.account_id AND customer.is_in
  CROSS JOIN param
  WHERE rival_score.scored_on <= param.as_of
  UNION ALL
  SELECT
    'customer_outside_directory',
    'rival_profile',
    customer.account_id,
    customer.region,
    rival_profile.rival || ' / ' || rival_profile.assumption,
    rival_profile.noted_on,
    rival_profile._batch,
    rival_profile._row,
    NOT customer.is_listed
  FROM rival_profile
  JOIN customer ON customer.account_id = rival_profile.account_id AND customer.is_in
  CROSS JOIN param
  WHERE rival_profile.noted_on <= param.as_of
  UNION ALL
  SELECT
    'dimension_unscored',
    'rival_score',
    '',
    CAST(NULL AS VARCHAR),
    scored.party || ' / ' || dimension_weight.dimension,
    CAST(NULL AS DATE),
    CAST(NULL AS INTEGER),
    CAST(NULL AS INTEGER),
    party_score.party IS NULL
  FROM (
    SELECT DISTINCT known.party
    FROM party_score AS known
    JOIN dimension_weight AS weighed ON weighed.dimension = known.dimension
  ) AS scored
  CROSS JOIN dimension_weight
  LEFT JOIN party_score ON party_score.party = scored.party AND party_score.dimension = dimension_weight.dimension
)
SELECT
  asked.finding,
  asked.dataset,
  judged.account_id,
  judged.region,
  judged.item,
  judged.on_day,
  CAST(NULL AS DECIMAL(18, 2)) AS amount,
  judged.batch,
  judged.file_row,
  judged.is_found
FROM judged
JOIN quality_finding AS asked ON asked.finding = judged.finding AND asked.dataset = judged.dataset
