-- The agreements whose window overlaps the period, of the customers in scope, signed or not. Grain: agreement.
-- account_id and category are '' when empty. counted_to = the last day that counts: the window's end or the as-of day.
-- last_year_from, last_year_to, last_year_end = first day, same day and last day a year earlier. days, elapsed_days =
-- days of the window and of its part so far, both ends included. is_long: longer than a year.
-- has_last_year: the company's orders reach back to last_year_from. Source: agreement; rules.md, Rebate.
SELECT
  agreement.agreement_no,
  COALESCE(agreement.account_id, '') AS account_id,
  COALESCE(agreement.category, '') AS category,
  agreement.basis,
  agreement.method,
  agreement.committed_volume,
  agreement.signed_on,
  agreement.starts_on,
  agreement.ends_on,
  LEAST(agreement.ends_on, param.as_of) AS counted_to,
  CAST(agreement.starts_on - INTERVAL 1 YEAR AS DATE) AS last_year_from,
  CAST(LEAST(agreement.ends_on, param.as_of) - INTERVAL 1 YEAR AS DATE) AS last_year_to,
  CAST(agreement.ends_on - INTERVAL 1 YEAR AS DATE) AS last_year_end,
  DATE_DIFF('day', agreement.starts_on, agreement.ends_on) + 1 AS days,
  DATE_DIFF('day', agreement.starts_on, LEAST(agreement.ends_on, param.as_of)) + 1 AS elapsed_days,
  agreement.ends_on >= CAST(agreement.starts_on + INTERVAL 1 YEAR AS DATE) AS is_long,
  COALESCE(param.first_ordered_on <= CAST(agreement.starts_on - INTERVAL 1 YEAR AS DATE), FALSE) AS has_last_year
FROM agreement
JOIN customer ON customer.account_id = COALESCE(agreement.account_id, '') AND customer.is_in
CROSS JOIN param
WHERE
  agreement.starts_on <= agreement.ends_on
  AND param.period_from <= param.period_to
  AND agreement.starts_on <= param.period_to
  AND agreement.ends_on >= param.period_from
