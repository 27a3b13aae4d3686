-- How much of each wallet row counts in a span. Grain: span x account x category ('' = whole) x wallet period that
-- owns a day of it. days = the days counted, period_days = the days the row has, months = the months of the span it
-- owns, span_months = those of the span; parts = its spend on the counted days, in parts of a fen (see wallet_group).
-- Source: wallet_owner.
SELECT
  span.span_kind,
  span.span_name,
  wallet_owner.account_id,
  wallet_owner.category,
  wallet_owner.period,
  MIN(wallet_owner.period_days) AS period_days,
  SUM(span.days) AS days,
  COUNT(*) AS months,
  MIN(span.months) AS span_months,
  SUM(wallet_owner.spend_parts * span.days) AS parts
FROM wallet_owner
JOIN span ON span.month_no = wallet_owner.month_no
GROUP BY
  span.span_kind, span.span_name, wallet_owner.account_id, wallet_owner.category, wallet_owner.period
