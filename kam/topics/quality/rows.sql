-- Grain: finding x row, of the customers in scope; by finding, dataset, account_id (empty last), item, batch, file_row.
-- Columns: finding (code), dataset (where the row stands, or misses), account_id, region (the account's, else the row's
-- own), item (the row's own key in words: order no.-line, period / category / supplier, agreement no. / tier, day /
-- stage), on_day (the row's day), amount (CNY at stake, empty when unknown), batch and file_row (where it stands in the
-- files; empty where nothing stands and a row is missing).
-- Formula: order lines, concessions, visits and funds of the period, those without a day always; wallets whose period
-- has a day in it; agreements and tiers as in rebate.status, actions as in plan.actions; accounts, contacts and regions
-- as they stand now; everything else up to the as-of day.
-- Source: quality_row; rules.md, General.
SELECT
  finding,
  dataset,
  NULLIF(account_id, '') AS account_id,
  region,
  item,
  on_day,
  CAST(amount AS DECIMAL(18, 2)) AS amount,
  batch,
  file_row
FROM quality_row
WHERE is_found
ORDER BY
  quality_row.finding,
  quality_row.dataset,
  CASE WHEN quality_row.account_id = '' THEN 1 ELSE 0 END,
  quality_row.account_id,
  quality_row.item,
  quality_row.batch,
  quality_row.file_row
