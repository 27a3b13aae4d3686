-- What the visits leave open. Grain: finding x visit of a customer in scope, on a day of the period or on no known day.
-- Columns of quality_row; amount is empty. Levels and hours are missed where a meeting is told (a call is none).
-- Source: visit, meeting.
SELECT
  asked.finding,
  asked.dataset,
  customer.account_id,
  customer.region,
  visit.visit_no AS item,
  visit.visited_on AS on_day,
  CAST(NULL AS DECIMAL(18, 2)) AS amount,
  visit._batch AS batch,
  visit._row AS file_row,
  CASE asked.finding
    WHEN 'customer_outside_directory' THEN CASE WHEN customer.account_id <> '' THEN NOT customer.is_listed END
    WHEN 'visit_without_account' THEN customer.account_id = ''
    WHEN 'visit_without_day' THEN visit.visited_on IS NULL
    WHEN 'visit_level_unknown'
      THEN CASE WHEN meeting.visit_no <> '' THEN meeting.visitor_level IS NULL OR meeting.contact_level IS NULL END
    WHEN 'visit_without_hours' THEN CASE WHEN meeting.visit_no <> '' THEN visit.hours IS NULL END
  END AS is_found
FROM visit
JOIN customer ON customer.account_id = COALESCE(visit.account_id, '') AND customer.is_in
CROSS JOIN param
JOIN quality_finding AS asked ON asked.dataset = 'visit'
LEFT JOIN meeting ON meeting.visit_no = visit.visit_no
WHERE
  visit.visited_on IS NULL
  OR (visit.visited_on >= param.period_from AND visit.visited_on <= param.period_to)
