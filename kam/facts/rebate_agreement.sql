-- Each agreement with all it earns, unrounded. Grain: agreement of rebate_window.
-- volume in the agreement's basis, bought in CNY; rate, next_threshold = of the band that holds the volume; forecast_parts /
-- forecast_whole = the forecast volume in 1/10000; earned_, forecast_rebate_ and accrued_parts / _whole = fen. Whole numbers
-- (INT128). accrued = rebate at the forecast / forecast x volume: the forecast's fraction with growth taken out again.
-- Without tiers everything about the rebate is empty. Source: rebate_window, rebate_forecast, rebate_at_point.
SELECT
  rebate_window.agreement_no,
  rebate_window.account_id,
  rebate_window.committed_volume,
  rebate_window.signed_on,
  rebate_window.starts_on,
  rebate_window.ends_on,
  rebate_window.days,
  rebate_window.elapsed_days,
  rebate_forecast.volume,
  rebate_forecast.bought,
  rebate_forecast.volume_parts * rebate_forecast.growth_parts AS forecast_parts,
  rebate_forecast.growth_whole AS forecast_whole,
  now_at.rate,
  now_at.next_threshold,
  now_at.rebate_parts AS earned_parts,
  now_at.rebate_whole AS earned_whole,
  then_at.rebate_parts AS forecast_rebate_parts,
  then_at.rebate_whole AS forecast_rebate_whole,
  then_at.rebate_parts AS accrued_parts,
  then_at.rebate_whole // rebate_forecast.growth_whole * rebate_forecast.growth_parts AS accrued_whole
FROM rebate_window
JOIN rebate_forecast ON rebate_forecast.agreement_no = rebate_window.agreement_no
LEFT JOIN rebate_at_point AS now_at
  ON now_at.agreement_no = rebate_window.agreement_no AND now_at.point = 'volume'
LEFT JOIN rebate_at_point AS then_at
  ON then_at.agreement_no = rebate_window.agreement_no AND then_at.point = 'forecast'
