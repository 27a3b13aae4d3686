-- Stage changes out of order. Grain: finding x stage change of a customer in scope up to the as-of day. Columns of
-- quality_row; amount is empty. stage_backdated: a row before it in file order (_batch, _row) has a later day of the
-- same account; stage_superseded: a later row of the same day counts in its place; stage_after_release: later than the
-- release, empty where the status is released on an unknown day. Source: stage_change; rules.md, General and Funnel.
SELECT
  asked.finding,
  asked.dataset,
  given.account_id,
  given.region,
  CAST(given.entered_on AS VARCHAR) || ' / ' || CAST(given.stage AS VARCHAR) AS item,
  given.entered_on AS on_day,
  CAST(NULL AS DECIMAL(18, 2)) AS amount,
  given._batch AS batch,
  given._row AS file_row,
  CASE asked.finding
    WHEN 'customer_outside_directory' THEN NOT given.is_listed
    WHEN 'stage_backdated' THEN COALESCE(given.entered_on < given.newest_before, FALSE)
    WHEN 'stage_superseded' THEN given.from_last > 1
    WHEN 'stage_after_release' THEN given.is_after_release
  END AS is_found
FROM (
  SELECT
    stage_change.account_id,
    customer.region,
    customer.is_listed,
    stage_change.entered_on,
    stage_change.stage,
    stage_change._batch,
    stage_change._row,
    CASE WHEN customer.status = 'released' THEN stage_change.entered_on > customer.released_on ELSE FALSE END
      AS is_after_release,
    MAX(stage_change.entered_on) OVER (
      PARTITION BY stage_change.account_id ORDER BY stage_change._batch, stage_change._row
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS newest_before,
    ROW_NUMBER() OVER (
      PARTITION BY stage_change.account_id, stage_change.entered_on
      ORDER BY stage_change._batch DESC, stage_change._row DESC
    ) AS from_last
  FROM stage_change
  JOIN customer ON customer.account_id = stage_change.account_id AND customer.is_in
  CROSS JOIN param
  WHERE stage_change.entered_on <= param.as_of
) AS given
JOIN quality_finding AS asked ON asked.dataset = 'stage_change'
