-- The latest scores in scope. Grain: who is spoken of x party x dimension, on or before the as-of day; on one day the later
-- row in file order. level = 'account' (a row with an account, whatever region it names), 'region' or 'company';
-- account_id or region name it; score 1..10.
-- A region row obeys the region filter and the viewer's scope by its own region, a company row needs neither; both drop
-- out under a class or account filter. Source: rival_score, customer; rules.md, Rivals and General.
SELECT level, account_id, region, party, dimension, scored_on, score
FROM (
  SELECT
    owned.*,
    ROW_NUMBER() OVER (
      PARTITION BY owned.level, owned.account_id, owned.region, owned.party, owned.dimension
      ORDER BY owned.scored_on DESC, owned._batch DESC, owned._row DESC
    ) AS from_last
  FROM (
    SELECT
      'account' AS level,
      given.account_id,
      CAST(NULL AS VARCHAR) AS region,
      given.party,
      given.dimension,
      given.scored_on,
      given.score,
      given._batch,
      given._row
    FROM rival_score AS given
    JOIN customer ON customer.account_id = given.account_id AND customer.is_in
    UNION ALL
    SELECT
      CASE WHEN given.region IS NULL THEN 'company' ELSE 'region' END,
      given.account_id,
      given.region,
      given.party,
      given.dimension,
      given.scored_on,
      given.score,
      given._batch,
      given._row
    FROM rival_score AS given
    CROSS JOIN param
    WHERE given.account_id IS NULL
      AND param.is_region_only
      AND (
        given.region IS NULL
        OR (
          ($regions = '' OR STRPOS($regions, CHR(31) || given.region || CHR(31)) > 0)
          AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || given.region || CHR(31)) > 0)
        )
      )
  ) AS owned
  CROSS JOIN param
  WHERE owned.scored_on <= param.as_of
) AS ranked
WHERE from_last = 1
