-- The stage changes that count. Grain: account (of the whole company, see is_in) x day with a change, up to the as-of day
-- and to the account's release. On one day only the last row in file order (_batch, _row) counts.
-- stage = 1..8; watched_until = the day observation ends: the release, where it is known and has come, else the as-of day;
-- is_released = by the as-of day. Source: stage_change, customer; rules.md, Funnel.
SELECT account_id, is_in, is_released, watched_until, entered_on, stage
FROM (
  SELECT
    given.account_id,
    customer.is_in,
    customer.is_released,
    CASE WHEN customer.released_day <= param.as_of THEN customer.released_day ELSE param.as_of END AS watched_until,
    given.entered_on,
    given.stage,
    ROW_NUMBER() OVER (
      PARTITION BY given.account_id, given.entered_on ORDER BY given._batch DESC, given._row DESC
    ) AS from_last
  FROM stage_change AS given
  JOIN customer ON customer.account_id = given.account_id
  CROSS JOIN param
  WHERE given.entered_on <= param.as_of
    AND (customer.released_day IS NULL OR given.entered_on <= customer.released_day)
) AS ranked
WHERE from_last = 1
