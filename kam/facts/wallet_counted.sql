-- How much of each wallet row counts in a span. Grain: span x account x category ('' = whole) x wallet period that
-- owns a day of it. days = the days counted, period_days = the days the row has, months = the months of the span it
-- owns, span_months = those of the span; parts = its spend on the counted days, in parts of a fen (see wallet_group).
-- A row owns the months of its period but for those it leaves to a shorter one. Source: wallet_group, wallet_period,
-- wallet_taken, span.
WITH reached AS (
  SELECT
    span.span_kind,
    span.span_name,
    wallet_period.period,
    SUM(span.days) AS days,
    COUNT(*) AS months,
    MIN(span.months) AS span_months
  FROM wallet_period
  JOIN span ON span.month_no >= wallet_period.first_month AND span.month_no <= wallet_period.last_month
  GROUP BY span.span_kind, span.span_name, wallet_period.period
),
taken AS (
  SELECT
    span.span_kind,
    span.span_name,
    wallet_taken.account_id,
    wallet_taken.category,
    wallet_taken.period,
    SUM(span.days) AS days,
    COUNT(*) AS months
  FROM wallet_taken
  JOIN span ON span.month_no = wallet_taken.month_no
  GROUP BY span.span_kind, span.span_name, wallet_taken.account_id, wallet_taken.category, wallet_taken.period
),
counted AS (
  SELECT
    reached.span_kind,
    reached.span_name,
    wallet_group.account_id,
    wallet_group.category,
    wallet_group.period,
    wallet_group.days AS period_days,
    wallet_group.spend_parts,
    reached.days - COALESCE(taken.days, 0) AS days,
    reached.months - COALESCE(taken.months, 0) AS months,
    reached.span_months
  FROM wallet_group
  JOIN reached ON reached.period = wallet_group.period
  LEFT JOIN taken
    ON taken.span_kind = reached.span_kind
    AND taken.span_name = reached.span_name
    AND taken.account_id = wallet_group.account_id
    AND taken.category = wallet_group.category
    AND taken.period = wallet_group.period
)
SELECT
  span_kind,
  span_name,
  account_id,
  category,
  period,
  period_days,
  days,
  months,
  span_months,
  spend_parts * CAST(days AS DECIMAL(38, 0)) AS parts
FROM counted
WHERE months > 0
