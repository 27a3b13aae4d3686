-- Whose share fell. Grain: account in scope with a wallet > 0 known for the period and for the same days last year, our orders
-- reaching back that far; share_before, share_now = fractions, each on the categories known in that year. lost = (share
-- then - share now) x wallet now in CNY, rounded once, half away from zero; negative where it rose. is_deep = it fell by at least setting.share_drop: near that bound, where
-- binary fractions are a hair off, compared in whole numbers.
-- With m = our sales in fen and p = the wallet in parts (see wallet_group), lost = (m_then x p_now - m_now x p_then) / p_then
-- fen; both p are divided by what they have in common, so that whole numbers (INT128) suffice.
-- Source: account_wallet; domain.md, share; rules.md, What needs a decision.
WITH known AS (
  SELECT
    now.account_id,
    CAST(now.matched * 100 AS INT128) AS now_fen,
    CAST(before.matched * 100 AS INT128) AS before_fen,
    CAST(now.parts AS INT128) AS now_parts,
    CAST(before.parts AS INT128) AS before_parts,
    gcd(CAST(now.parts AS INT128), CAST(before.parts AS INT128)) AS common,
    param.fen_parts
  FROM account_wallet AS now
  JOIN account_wallet AS before
    ON before.account_id = now.account_id AND before.span_kind = 'last' AND before.parts > 0
  JOIN param ON param.has_sales AND param.has_last_year
  WHERE now.span_kind = 'period' AND now.parts > 0
),
whole AS (
  SELECT
    account_id,
    CAST(before_fen AS DOUBLE) * fen_parts / CAST(before_parts AS DOUBLE) AS share_before,
    CAST(now_fen AS DOUBLE) * fen_parts / CAST(now_parts AS DOUBLE) AS share_now,
    before_fen * (now_parts // common) - now_fen * (before_parts // common) AS lost_parts,
    before_parts // common AS lost_whole,
    now_parts // gcd(now_parts, CAST(fen_parts AS INT128)) AS now_part,
    CAST(fen_parts AS INT128) // gcd(now_parts, CAST(fen_parts AS INT128)) AS fen_part
  FROM known
)
SELECT
  whole.account_id,
  whole.share_before,
  whole.share_now,
  CAST((2 * whole.lost_parts + SIGN(whole.lost_parts) * whole.lost_whole) // (2 * whole.lost_whole) AS DECIMAL(36, 0))
    * CAST(0.01 AS DECIMAL(2, 2)) AS lost,
  CASE
    WHEN whole.share_before - whole.share_now >= CAST(setting.share_drop AS DOUBLE) + 1e-9 THEN TRUE
    WHEN whole.share_before - whole.share_now < CAST(setting.share_drop AS DOUBLE) - 1e-9 THEN FALSE
    ELSE 1000000 * whole.lost_parts * whole.fen_part
      >= CAST(setting.share_drop * 1000000 AS INT128) * whole.lost_whole * whole.now_part
  END AS is_deep
FROM whole
CROSS JOIN setting
