-- The volume each agreement is heading for, as a fraction so that nothing is rounded. Grain: agreement of rebate_window.
-- forecast = volume x growth_parts / growth_whole: last year's whole / last year's part by the same day where a full
-- previous year exists; else days / elapsed days, for windows longer than a year always; both are 1 when it is over.
-- volume_parts = volume in 1/10000; kept_parts = what last year's sales already had of it: the smaller of volume and that of the
-- same days of last year's window, never below 0. price_parts / price_whole = fen for 1/10000 of the basis: 1/100 on an amount basis, the
-- mean price of the window so far on a quantity basis, empty there when volume <= 0. Whole numbers (INT128), in lowest
-- terms, so that later products stay far below its limit. Source: rebate_window, rebate_volume; rules.md, Rebate.
WITH paced AS (
  SELECT
    rebate_window.agreement_no,
    rebate_window.method,
    rebate_window.basis,
    rebate_window.days,
    rebate_window.elapsed_days,
    rebate_volume.volume,
    rebate_volume.bought,
    rebate_volume.last_year_volume,
    rebate_volume.last_year_whole,
    GREATEST(LEAST(rebate_volume.volume, rebate_volume.last_year_volume), 0) AS kept_volume,
    CASE
      WHEN NOT rebate_window.is_long
        AND rebate_window.has_last_year
        AND rebate_volume.last_year_volume > 0
        AND rebate_volume.last_year_whole > 0
        THEN 'last year'
      ELSE 'straight line'
    END AS pace
  FROM rebate_window
  JOIN rebate_volume ON rebate_volume.agreement_no = rebate_window.agreement_no
),
fraction AS (
  SELECT
    agreement_no,
    method,
    volume,
    bought,
    kept_volume,
    CAST(
      CASE pace WHEN 'last year' THEN last_year_whole * 10000 ELSE days END AS INT128
    ) AS growth_parts,
    CAST(
      CASE pace WHEN 'last year' THEN last_year_volume * 10000 ELSE elapsed_days END AS INT128
    ) AS growth_whole,
    CAST(CASE WHEN basis = 'amount' THEN 1 WHEN volume > 0 THEN bought * 100 END AS INT128) AS price_parts,
    CAST(CASE WHEN basis = 'amount' THEN 100 WHEN volume > 0 THEN volume * 10000 END AS INT128) AS price_whole
  FROM paced
)
SELECT
  agreement_no,
  method,
  volume,
  bought,
  CAST(volume * 10000 AS INT128) AS volume_parts,
  CAST(kept_volume * 10000 AS INT128) AS kept_parts,
  growth_parts // gcd(growth_parts, growth_whole) AS growth_parts,
  growth_whole // gcd(growth_parts, growth_whole) AS growth_whole,
  price_parts // gcd(price_parts, price_whole) AS price_parts,
  price_whole // gcd(price_parts, price_whole) AS price_whole
FROM fraction
