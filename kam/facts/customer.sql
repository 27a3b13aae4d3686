-- One row per known_customer. Every filter rule lives here, once: is_in = passes region, class and account filters and the
-- viewer's scope. Customers outside the directory and '' have no region and class, so those filters drop them; an account
-- filter keeps a customer that it names. Columns: account_id, account_name, account_class, region, manager, status,
-- locked_on, released_on, annual_potential, is_listed (in the directory), is_key (key account at the as-of day),
-- is_released (by the as-of day), released_day (the day of release where the status is released and the day known),
-- is_asked (passes the class and account filters alone: for rows with a region of their own, which are tested by that),
-- is_seen (passes the viewer's scope alone), is_in.
-- Lists travel as text between commas' stand-in (unit separator, chr 31); scope '*' means everything.
SELECT
  known.account_id,
  account.account_name,
  account.account_class,
  account.region,
  account.manager,
  account.status,
  account.locked_on,
  account.released_on,
  account.annual_potential,
  account.account_id IS NOT NULL AS is_listed,
  COALESCE(
    (account.locked_on IS NULL OR account.locked_on <= param.as_of)
    AND (account.status = 'locked' OR (account.status = 'released' AND account.released_on > param.as_of)), FALSE
  ) AS is_key,
  COALESCE(account.status = 'released' AND (account.released_on IS NULL OR account.released_on <= param.as_of), FALSE)
    AS is_released,
  CASE WHEN account.status = 'released' THEN account.released_on END AS released_day,
  COALESCE(
    ($classes = '' OR STRPOS($classes, CHR(31) || account.account_class || CHR(31)) > 0)
    AND ($accounts = '' OR STRPOS($accounts, CHR(31) || known.account_id || CHR(31)) > 0), FALSE
  ) AS is_asked,
  COALESCE($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || account.region || CHR(31)) > 0, FALSE) AS is_seen,
  COALESCE(
    ($regions = '' OR STRPOS($regions, CHR(31) || account.region || CHR(31)) > 0)
    AND ($classes = '' OR STRPOS($classes, CHR(31) || account.account_class || CHR(31)) > 0)
    AND ($accounts = '' OR STRPOS($accounts, CHR(31) || known.account_id || CHR(31)) > 0)
    AND ($scope_regions = '*' OR STRPOS($scope_regions, CHR(31) || account.region || CHR(31)) > 0), FALSE
  ) AS is_in
FROM known_customer AS known
LEFT JOIN account ON account.account_id = known.account_id
CROSS JOIN param
