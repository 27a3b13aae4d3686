-- Agreements that ask for a word with the account before they are over. Grain: agreement of rebate_agreement, signed or not, with
-- a day still to come, x kind. 'near_tier': the forecast stays below the next threshold by setting.near_part of it or less;
-- at_stake = the rebate at that threshold - the rebate at the forecast. 'behind_commitment': progress is more than
-- setting.behind_part below the elapsed part of the window; at_stake = what the forecast lacks, at the mean price so far on a
-- quantity basis, empty where there is none, it is negative, or nothing lacks. at_stake in CNY, rounded once. Comparisons are of whole
-- numbers (INT128): parts of rebate_agreement and millionths. Source: rebate_agreement, rebate_forecast, rebate_at_point,
-- setting; domain.md, rebate; rules.md, What needs a decision.
WITH running AS (
  SELECT
    rebate_agreement.agreement_no,
    rebate_agreement.account_id,
    rebate_agreement.starts_on,
    rebate_agreement.days,
    rebate_agreement.elapsed_days,
    rebate_agreement.next_threshold,
    rebate_agreement.forecast_parts,
    rebate_agreement.forecast_whole,
    rebate_agreement.forecast_rebate_parts,
    rebate_agreement.forecast_rebate_whole,
    rebate_forecast.volume_parts,
    rebate_forecast.price_parts,
    rebate_forecast.price_whole,
    CAST(rebate_agreement.next_threshold * 10000 AS INT128) AS next_parts,
    CAST(rebate_agreement.committed_volume * 10000 AS INT128) AS committed_parts,
    CAST(setting.near_part * 1000000 AS INT128) AS near_millionths,
    CAST(setting.behind_part * 1000000 AS INT128) AS behind_millionths
  FROM rebate_agreement
  JOIN rebate_forecast ON rebate_forecast.agreement_no = rebate_agreement.agreement_no
  JOIN param ON rebate_agreement.ends_on > param.as_of
  CROSS JOIN setting
),
found AS (
  SELECT
    'near_tier' AS kind,
    running.account_id,
    running.starts_on,
    next_at.rebate_parts * running.forecast_whole - running.forecast_rebate_parts AS parts,
    running.forecast_rebate_whole AS wholes
  FROM running
  LEFT JOIN rebate_at_point AS next_at
    ON next_at.agreement_no = running.agreement_no
    AND next_at.point = 'threshold'
    AND next_at.threshold = running.next_threshold
  WHERE
    running.next_parts * running.forecast_whole > running.forecast_parts
    AND 1000000 * (running.next_parts * running.forecast_whole - running.forecast_parts)
      <= running.near_millionths * running.next_parts * running.forecast_whole
  UNION ALL
  SELECT
    'behind_commitment',
    account_id,
    starts_on,
    CASE
      WHEN committed_parts * forecast_whole >= forecast_parts AND price_parts >= 0
        THEN (committed_parts * forecast_whole - forecast_parts) * price_parts
    END,
    forecast_whole * price_whole
  FROM running
  WHERE
    committed_parts > 0
    AND 1000000 * volume_parts * days < committed_parts * (1000000 * elapsed_days - behind_millionths * days)
)
SELECT
  kind,
  account_id,
  starts_on,
  CAST((2 * parts + SIGN(parts) * wholes) // (2 * wholes) AS DECIMAL(36, 0)) * CAST(0.01 AS DECIMAL(2, 2)) AS at_stake
FROM found
