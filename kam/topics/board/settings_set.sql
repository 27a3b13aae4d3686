-- What the company has set itself. Not a published question. Grain: setting that has a value, by name.
-- Columns: name, value (as kept: a count, CNY, a fraction, days or points).
-- Source: setting_value.
SELECT name, value
FROM setting_value
WHERE value IS NOT NULL
ORDER BY name
