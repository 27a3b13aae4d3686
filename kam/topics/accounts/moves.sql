-- Grain: account in scope, day with a stage change up to the as-of day and the account's release; by account_id, entered_on.
-- Columns: account_id, entered_on, stage (1..8; the last row of a day in file order counts).
WITH dated AS (
  SELECT
    change.account_id,
    change.entered_on,
    change.stage,
    ROW_NUMBER() OVER (
      PARTITION BY change.account_id, change.entered_on ORDER BY change._batch DESC, change._row DESC
    ) AS from_last
  FROM stage_change AS change
  JOIN customer ON customer.account_id = change.account_id AND customer.is_in
  CROSS JOIN param
  WHERE change.entered_on <= param.as_of
    AND (customer.released_day IS NULL OR change.entered_on <= customer.released_day)
)
SELECT account_id, entered_on, stage FROM dated WHERE from_last = 1 ORDER BY account_id, entered_on
