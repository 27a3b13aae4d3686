-- Where an account in scope stands. Grain: account with a stage change. stage = that of its last spell, at the release for
-- a released one; entered_on, days = of that spell; is_released = by the as-of day. Source: spell.
SELECT account_id, stage, entered_on, days, is_released
FROM spell
WHERE is_in AND NOT is_ended
