-- Stays in a stage. Grain: account x move. left_on = the day of the next move, empty while the stay lasts;
-- is_ended = it was seen to end (else censored: by the as-of day or the release); days = whole days from entered_on to
-- left_on or to the end of observation, 0 for a stay that began that day; the rest as in move. Source: move.
SELECT
  account_id,
  is_in,
  is_released,
  stage,
  entered_on,
  left_on,
  left_on IS NOT NULL AS is_ended,
  DATE_DIFF('day', entered_on, COALESCE(left_on, watched_until)) AS days
FROM (
  SELECT
    account_id,
    is_in,
    is_released,
    watched_until,
    stage,
    entered_on,
    LEAD(entered_on) OVER (PARTITION BY account_id ORDER BY entered_on) AS left_on
  FROM move
) AS followed
