-- How many key accounts a region has against how many its list should hold. Grain: region of the region dataset in scope.
-- locked = key accounts at the as-of day that pass the filters, 0 included; list_min, list_max as in territory.
-- Source: territory, customer; domain.md, roster; rules.md, Roster.
SELECT territory.region, COALESCE(held.locked, 0) AS locked, territory.list_min, territory.list_max
FROM territory
LEFT JOIN (
  SELECT region, COUNT(*) AS locked FROM customer WHERE is_in AND is_key GROUP BY region
) AS held ON held.region = territory.region
