-- What each supplier sells to an account whose wallet is known. Grain: span x account with a known wallet > 0 x supplier
-- with a part of it. parts = P_ai, its spend spread to the span; wallet_parts = P_i, the account's wallet; both
-- in parts of a fen (see wallet_group). From the whole-account rows where they name a supplier, else from the sum of the
-- account's known categories. 我方 is its own rows, or our order lines where they stand in for it.
-- Source: account_wallet, wallet_span, wallet_supplier, wallet_own; rules.md, Rivals: similarity.
WITH held AS (
  SELECT span_kind, span_name, account_id, category, supplier, parts
  FROM wallet_supplier
  UNION ALL
  SELECT span_kind, span_name, account_id, category, '我方', parts
  FROM wallet_own
  WHERE parts <> 0
),
known AS (
  SELECT
    held.span_kind,
    held.span_name,
    held.account_id,
    held.category,
    held.supplier,
    held.parts
  FROM held
  JOIN wallet_span
    ON wallet_span.span_kind = held.span_kind
    AND wallet_span.span_name = held.span_name
    AND wallet_span.account_id = held.account_id
    AND wallet_span.category = held.category
),
whole AS (
  SELECT DISTINCT span_kind, span_name, account_id FROM known WHERE category = ''
)
SELECT
  known.span_kind,
  known.span_name,
  known.account_id,
  known.supplier,
  MIN(account_wallet.parts) AS wallet_parts,
  SUM(known.parts) AS parts
FROM known
JOIN account_wallet
  ON account_wallet.span_kind = known.span_kind
  AND account_wallet.span_name = known.span_name
  AND account_wallet.account_id = known.account_id
  AND account_wallet.parts > 0
LEFT JOIN whole
  ON whole.span_kind = known.span_kind AND whole.span_name = known.span_name AND whole.account_id = known.account_id
WHERE known.category = '' OR whole.account_id IS NULL
GROUP BY known.span_kind, known.span_name, known.account_id, known.supplier
