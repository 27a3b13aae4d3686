-- The newest note on each assumption about a rival. Grain: rival x account in scope ('' = the note names none) x
-- assumption, the last noted_on on or before the as-of day; on one day the later row in file order. holds = true, false,
-- unknown or empty. Source: rival_profile, customer; rules.md, Rivals.
SELECT rival, account_id, assumption, noted_on, objective, horizon, holds, evidence, lesson
FROM (
  SELECT
    given.rival,
    customer.account_id,
    given.assumption,
    given.noted_on,
    given.objective,
    given.horizon,
    given.holds,
    given.evidence,
    given.lesson,
    ROW_NUMBER() OVER (
      PARTITION BY given.rival, customer.account_id, given.assumption
      ORDER BY given.noted_on DESC, given._batch DESC, given._row DESC
    ) AS from_last
  FROM rival_profile AS given
  JOIN customer ON customer.account_id = COALESCE(given.account_id, '') AND customer.is_in
  CROSS JOIN param
  WHERE given.noted_on <= param.as_of
) AS ranked
WHERE from_last = 1
