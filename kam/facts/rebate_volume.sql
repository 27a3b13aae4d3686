-- What was bought under each agreement, in one pass over the order lines. Grain: agreement of rebate_window.
-- volume = from starts_on to counted_to in the agreement's basis (CNY or pieces) and category, 0 where nothing was bought;
-- bought = the same lines in CNY; last_year_volume, last_year_whole = the volume of last year's window up to the same day
-- and in the whole; period_volume = the part of volume that falls into the period. An agreement without a customer has none: what nobody bought is nobody's volume.
-- Source: rebate_window, sale (quantity has the sign of its amount).
SELECT
  line.agreement_no,
  COALESCE(SUM(CASE WHEN line.ordered_on >= line.starts_on THEN line.volume END), 0) AS volume,
  COALESCE(SUM(CASE WHEN line.ordered_on >= line.starts_on THEN line.amount END), 0) AS bought,
  COALESCE(SUM(CASE WHEN line.ordered_on <= line.last_year_to THEN line.volume END), 0) AS last_year_volume,
  COALESCE(SUM(CASE WHEN line.ordered_on <= line.last_year_end THEN line.volume END), 0) AS last_year_whole,
  COALESCE(
    SUM(CASE WHEN line.ordered_on >= line.starts_on AND line.is_in_period THEN line.volume END), 0
  ) AS period_volume
FROM (
  SELECT
    rebate_window.agreement_no,
    rebate_window.starts_on,
    rebate_window.last_year_to,
    rebate_window.last_year_end,
    sale.ordered_on,
    sale.ordered_on >= param.period_from AND sale.ordered_on <= param.period_to AS is_in_period,
    sale.amount,
    CASE WHEN rebate_window.basis = 'quantity' THEN sale.quantity ELSE CAST(sale.amount AS DECIMAL(22, 4)) END AS volume
  FROM rebate_window
  CROSS JOIN param
  LEFT JOIN sale
    ON sale.account_id = rebate_window.account_id
    AND sale.account_id <> ''
    AND (rebate_window.category = '' OR sale.category = rebate_window.category)
    AND sale.ordered_on >= rebate_window.last_year_from
    AND sale.ordered_on <= rebate_window.counted_to
) AS line
GROUP BY line.agreement_no
