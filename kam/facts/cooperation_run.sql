-- The unbroken run at stage 4 or above. Grain: account in scope that stands at stage >= 4. began_on = its first day.
-- Source: spell; rules.md, Funnel: need 8.
SELECT spell.account_id, MIN(spell.entered_on) AS began_on
FROM spell
LEFT JOIN (
  SELECT account_id, MAX(entered_on) AS low_on FROM spell WHERE stage < 4 GROUP BY account_id
) AS fallen ON fallen.account_id = spell.account_id
WHERE spell.is_in AND (fallen.low_on IS NULL OR spell.entered_on > fallen.low_on)
GROUP BY spell.account_id
