-- One row: days = the weekdays (Monday to Friday, no holidays until a calendar is set) of the period, 0 when it is empty.
-- Up to a day that lies d days after a Monday there are 5 for each whole week and at most 5 of the rest; 1900-01-01 was
-- one. Source: param; rules.md, Engagement.
SELECT CASE WHEN from_monday > to_monday THEN 0 ELSE
  (to_monday + 1) // 7 * 5 + LEAST(MOD(to_monday + 1, 7), 5) - from_monday // 7 * 5 - LEAST(MOD(from_monday, 7), 5)
  END AS days
FROM (
  SELECT
    DATE_DIFF('day', DATE '1900-01-01', period_from) AS from_monday,
    DATE_DIFF('day', DATE '1900-01-01', period_to) AS to_monday
  FROM param
) AS counted
