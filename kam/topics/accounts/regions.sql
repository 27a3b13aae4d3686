-- Grain: region, by name. Columns: region (named by the region list or by an account in scope).
SELECT named.region
FROM (
  SELECT region FROM region WHERE $scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || region || CHR(31)) > 0
  UNION
  SELECT customer.region FROM customer WHERE customer.is_in AND customer.region IS NOT NULL
) AS named
ORDER BY named.region
