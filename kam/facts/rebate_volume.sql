-- What was bought under each agreement, in one pass over the order lines. Grain: agreement of rebate_window.
-- volume = from starts_on to counted_to in the agreement's basis (CNY or pieces) and category, 0 where nothing was bought;
-- bought = the same lines in CNY; last_year_volume, last_year_whole = the volume of last year's window up to the same day
-- and in the whole; period_volume = the part of volume that falls into the period. An agreement without a customer has none: what nobody bought is nobody's volume.
-- Source: rebate_window, line (quantity has the sign of its amount).
SELECT
  bought.agreement_no,
  COALESCE(SUM(CASE WHEN bought.ordered_on >= bought.starts_on THEN bought.volume END), 0) AS volume,
  COALESCE(SUM(CASE WHEN bought.ordered_on >= bought.starts_on THEN bought.amount END), 0) AS bought,
  COALESCE(SUM(CASE WHEN bought.ordered_on <= bought.last_year_to THEN bought.volume END), 0) AS last_year_volume,
  COALESCE(SUM(CASE WHEN bought.ordered_on <= bought.last_year_end THEN bought.volume END), 0) AS last_year_whole,
  COALESCE(
    SUM(CASE WHEN bought.ordered_on >= bought.starts_on AND bought.is_in_period THEN bought.volume END), 0
  ) AS period_volume
FROM (
  SELECT
    rebate_window.agreement_no,
    rebate_window.starts_on,
    rebate_window.last_year_to,
    rebate_window.last_year_end,
    line.ordered_on,
    line.ordered_on >= param.period_from AND line.ordered_on <= param.period_to AS is_in_period,
    line.amount,
    CASE WHEN rebate_window.basis = 'quantity' THEN line.quantity ELSE CAST(line.amount AS DECIMAL(22, 4)) END AS volume
  FROM rebate_window
  CROSS JOIN param
  LEFT JOIN line
    ON line.account_id = rebate_window.account_id
    AND rebate_window.account_id <> ''
    AND (rebate_window.category = '' OR line.category = rebate_window.category)
    AND line.ordered_on >= rebate_window.last_year_from
    AND line.ordered_on <= rebate_window.counted_to
) AS bought
GROUP BY bought.agreement_no
