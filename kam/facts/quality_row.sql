-- Everything judged for data quality. Grain: finding x what it judges, of the customers in scope. finding and dataset
-- as in quality_finding; account_id is '' when there is none; region = the account's, else the row's own; item = the
-- row's key in words; on_day = its day; amount = CNY at stake, empty when unknown; batch, file_row = where it stands in
-- the files, empty where a row is missing. is_found: the finding holds; empty: it does not arise there and is not
-- judged. Of the order lines only those with a finding are here; quality_line_judged counts the others.
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_account
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_line
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_share
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_wallet
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_stage
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_deal
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_contact
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_rival
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_agreement
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_tier
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_concession
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_visit
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_region
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_fund
UNION ALL
SELECT finding, dataset, account_id, region, item, on_day, amount, batch, file_row, is_found FROM quality_action
