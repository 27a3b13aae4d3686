-- A large company, the same rows each time: 3,000 accounts and 5,000 other customers in 60 regions over the three years
-- 2023 to 2025, $lines order lines in the order of their days. dice(n, salt, sides) = 0 .. sides - 1, even;
-- low(n, salt, sides) the same with small numbers far more often: few accounts buy most.
CREATE TEMP MACRO dice(n, salt, sides) AS CAST(HASH(n * 97 + salt) % sides AS INTEGER);
CREATE TEMP MACRO low(n, salt, sides) AS CAST(FLOOR(POW(HASH(n * 97 + salt) / 18446744073709551616, 2) * sides) AS INTEGER);
CREATE TEMP MACRO account_no(place) AS 'KA-' || LPAD(CAST(place AS VARCHAR), 5, '0');
CREATE TEMP MACRO region_no(place) AS '区域' || LPAD(CAST(place AS VARCHAR), 2, '0');
CREATE TEMP MACRO pick(texts, place) AS texts[place + 1];
CREATE TEMP MACRO category_no(place) AS ['安防监控', '综合布线', '网络交换', '门禁系统', '会议音视频', '机房电源', '智能照明', '停车系统'][place + 1];
CREATE TEMP MACRO rival_no(place) AS ['甲方科技', '乙方电子', '丙方网络'][place + 1];
CREATE TEMP MACRO day_no(place) AS DATE '2023-01-01' + CAST(place AS INTEGER);

INSERT INTO region BY NAME
SELECT region_no(n) AS region, 20000000 + dice(n, 1, 80) * 1000000 AS market_capacity, 30 AS list_min, 50 AS list_max,
  20 + dice(n, 2, 60) AS headcount, 1 AS _batch, n + 1 AS _row
FROM RANGE(60) AS made(n);

INSERT INTO account BY NAME
SELECT account_no(n) AS account_id, '客户' || n AS account_name,
  pick(['end_user', 'consultant', 'contractor'], dice(n, 1, 3)) AS account_class,
  region_no(dice(n, 2, 60)) AS region, '经理' || dice(n, 3, 200) AS manager,
  pick(['locked', 'locked', 'locked', 'candidate', 'released'], dice(n, 4, 5)) AS status,
  day_no(dice(n, 5, 1000)) AS locked_on,
  CASE WHEN dice(n, 4, 5) = 4 THEN day_no(700 + dice(n, 6, 390)) END AS released_on,
  dice(n, 7, 3000) * 1000 AS annual_potential,
  '民营' AS nature_and_structure, CASE WHEN n % 2 = 0 THEN '微信群' END AS communication, '商业地产' AS business,
  CASE WHEN n % 3 = 0 THEN '头部' END AS standing, 'A' AS credit, ' ' AS needs_and_feedback, '扩张' AS direction,
  CASE WHEN n % 5 = 0 THEN '规范' END AS management, '全年五百万元' AS purchase_plan,
  day_no(dice(n, 8, 1096)) AS updated_on, 1 AS _batch, n + 1 AS _row
FROM RANGE(3000) AS made(n);

INSERT INTO order_line BY NAME
SELECT 'SO-' || LPAD(CAST(n // 4 AS VARCHAR), 8, '0') AS order_no, n % 4 + 1 AS line_no, day_no(n * 1096 // $lines) AS ordered_on,
  CASE WHEN dice(n // 4, 1, 100) < 5 THEN NULL
    WHEN dice(n // 4, 1, 100) < 15 THEN 'X-' || LPAD(CAST(dice(n // 4, 2, 5000) AS VARCHAR), 6, '0')
    ELSE account_no(low(n // 4, 3, 3000)) END AS account_id,
  CASE WHEN dice(n, 4, 50) > 0 THEN category_no(low(n, 5, 8)) END AS category,
  '产品' || low(n, 6, 500) AS product,
  1 + dice(n, 7, 50) AS quantity, CAST((100 + dice(n, 8, 90000)) / 100 AS DECIMAL(18, 4)) AS unit_price,
  CASE WHEN dice(n, 9, 33) = 0 THEN -1 ELSE 1 END * (1 + dice(n, 7, 50)) * CAST((100 + dice(n, 8, 90000)) / 100 AS DECIMAL(18, 2))
    AS amount,
  (1 + dice(n, 7, 50)) * CAST((110 + dice(n, 8, 90000)) / 100 AS DECIMAL(18, 2)) AS list_amount,
  CASE WHEN dice(n, 10, 9999) > 0 THEN (1 + dice(n, 7, 50)) * CAST((70 + dice(n, 8, 90000) * 0.7) / 100 AS DECIMAL(18, 2)) END
    AS cost,
  1 + n * 36 // $lines AS _batch, n + 1 AS _row
FROM RANGE($lines) AS made(n);

-- A wallet by category, supplier and quarter for nine accounts in ten; for a fifth of these our own rows are missing; some
-- have a whole-year row and single months besides.
INSERT INTO wallet BY NAME
SELECT account_no(a) AS account_id, (2023 + q // 4) || 'Q' || (q % 4 + 1) AS period, category_no(c) AS category,
  CASE s WHEN 0 THEN '我方' ELSE rival_no(s - 1) END AS supplier,
  CAST((1000 + low(a, 1, 900000) * (1 + dice(a * 8 + c, s, 9))) AS DECIMAL(18, 2)) AS spend, '走访' AS source, TRUE AS is_estimate,
  2 AS _batch, ROW_NUMBER() OVER () AS _row
FROM RANGE(3000) AS x(a), RANGE(12) AS y(q), RANGE(8) AS z(c), RANGE(4) AS w(s)
WHERE dice(a, 2, 10) > 0 AND NOT (s = 0 AND dice(a, 3, 5) = 0);

INSERT INTO wallet BY NAME
SELECT account_no(a) AS account_id, CASE m WHEN 0 THEN '2025' ELSE '2025-' || LPAD(CAST(m AS VARCHAR), 2, '0') END AS period,
  CASE WHEN dice(a, 4, 2) = 0 THEN category_no(dice(a, 5, 8)) END AS category,
  CAST(100000 + low(a, 6, 90000000) AS DECIMAL(18, 2)) AS spend, '年报' AS source, FALSE AS is_estimate, 3 AS _batch,
  ROW_NUMBER() OVER () AS _row
FROM RANGE(3000) AS x(a), RANGE(4) AS y(m)
WHERE dice(a, 7, 4) = 0;

INSERT INTO stage_change BY NAME
SELECT account_no(n % 3000) AS account_id, day_no(n // 3000 * 180 + dice(n, 1, 170)) AS entered_on,
  LEAST(8, GREATEST(1, n // 3000 + dice(n, 2, 4))) AS stage, '' AS note, 1 AS _batch, n + 1 AS _row
FROM RANGE(18000) AS made(n);

INSERT INTO deal BY NAME
SELECT 'D-' || n AS deal_id, account_no(low(n, 1, 3000)) AS account_id, '项目' || n AS deal_name, dice(n, 2, 5000) * 1000 AS amount,
  day_no(dice(n, 3, 900)) AS opened_on, CASE WHEN dice(n, 4, 3) < 2 THEN day_no(900 + dice(n, 5, 190)) END AS closed_on,
  pick(['won', 'lost', 'open'], dice(n, 4, 3)) AS outcome, CASE WHEN n % 4 > 0 THEN rival_no(n % 3) END AS rival,
  account_no(dice(n, 6, 3000)) AS influenced_by, 1 AS _batch, n + 1 AS _row
FROM RANGE(30000) AS made(n);

INSERT INTO contact BY NAME
SELECT account_no(n // 6) AS account_id, '联系人' || n % 6 AS contact_name, '采购部' AS department,
  pick(['senior', 'middle', 'frontline'], dice(n, 1, 3)) AS level,
  pick(['decision_maker', 'approver', 'influencer', 'user', 'gatekeeper', 'coach'], dice(n, 2, 6)) AS buying_role,
  CASE WHEN n % 2 = 0 THEN '联系人0' END AS reports_to, CASE WHEN n % 3 = 0 THEN '已婚' END AS family,
  CASE WHEN n % 7 = 0 THEN '清华大学' END AS school, CASE WHEN n % 5 = 0 THEN '钓鱼' END AS interests,
  CASE WHEN n % 4 = 0 THEN '十年' END AS career, '增长' AS year_goal, day_no(dice(n, 3, 1096)) AS updated_on,
  1 AS _batch, n + 1 AS _row
FROM RANGE(18000) AS made(n);

INSERT INTO rival_score BY NAME
SELECT account_no(n // 32) AS account_id, CASE n % 4 WHEN 0 THEN '我方' ELSE rival_no(n % 4 - 1) END AS party,
  pick(['product', 'sales', 'pricing', 'reputation', 'cost', 'organisation', 'people', 'finance'], n // 4 % 8) AS dimension,
  day_no(dice(n, 1, 1096)) AS scored_on, 1 + dice(n, 2, 10) AS score, 1 AS _batch, n + 1 AS _row
FROM RANGE(96000) AS made(n);
INSERT INTO rival_score BY NAME
SELECT region_no(n // 48) AS region, rival_no(n % 3) AS party, pick(['product_in_use', 'satisfaction', 'sales_people', 'relationship'],
  n // 3 % 4) AS dimension, day_no(n // 12 % 4 * 250) AS scored_on, 1 + dice(n, 2, 10) AS score, 2 AS _batch, n + 1 AS _row
FROM RANGE(2880) AS made(n);

INSERT INTO rival_profile BY NAME
SELECT rival_no(n % 3) AS rival, account_no(n // 3) AS account_id, day_no(dice(n, 1, 1096)) AS noted_on, 'share' AS objective,
  pick(['leader', 'lowest_cost', 'strongest_sales', 'best_relations', 'value_for_money'], dice(n, 2, 5)) AS assumption,
  pick(['true', 'false', 'unknown'], dice(n, 3, 3)) AS holds, '走访' AS evidence, 1 AS _batch, n + 1 AS _row
FROM RANGE(9000) AS made(n);

-- Eight agreements for ten accounts, two thirds of them of the last year.
INSERT INTO agreement BY NAME
SELECT 'AG-' || LPAD(CAST(n AS VARCHAR), 5, '0') AS agreement_no, account_no(n * 5 // 4) AS account_id,
  MAKE_DATE(CASE WHEN dice(n, 1, 3) = 0 THEN 2024 ELSE 2025 END, 1 + dice(n, 2, 3) * 3, 1) AS starts_on,
  MAKE_DATE(CASE WHEN dice(n, 1, 3) = 0 THEN 2024 ELSE 2025 END, 1 + dice(n, 2, 3) * 3, 1) + 364 AS ends_on,
  pick(['amount', 'amount', 'quantity'], dice(n, 3, 3)) AS basis, pick(['all_unit', 'marginal'], dice(n, 4, 2)) AS method,
  CASE WHEN dice(n, 5, 4) = 0 THEN category_no(dice(n, 6, 8)) END AS category,
  CASE WHEN dice(n, 7, 4) > 0 THEN 10000 * (1 + dice(n, 8, 300)) END AS committed_volume,
  CASE WHEN dice(n, 9, 5) > 0 THEN day_no(300 + dice(n, 10, 500)) END AS signed_on, 1 AS _batch, n + 1 AS _row
FROM RANGE(2400) AS made(n);
INSERT INTO rebate_tier BY NAME
SELECT 'AG-' || LPAD(CAST(n // 4 AS VARCHAR), 5, '0') AS agreement_no, POW(10, n % 4) * (100 + dice(n // 4, 1, 400)) AS threshold,
  0.01 * (n % 4 + 1) AS rate, 1 AS _batch, n + 1 AS _row
FROM RANGE(9600) AS made(n);

INSERT INTO concession BY NAME
SELECT 'C-' || n AS concession_no, account_no(low(n, 1, 3000)) AS account_id, day_no(dice(n, 2, 1096)) AS granted_on,
  pick(['price', 'rebate', 'payment_term', 'gift_goods', 'service'], dice(n, 3, 5)) AS kind, 500 + dice(n, 4, 90000) AS value,
  CASE WHEN dice(n, 5, 3) > 0 THEN 'AG-' || LPAD(CAST(dice(n, 6, 2600) AS VARCHAR), 5, '0') END AS agreement_no,
  '总经理' AS approved_by, 1 AS _batch, n + 1 AS _row
FROM RANGE(20000) AS made(n);

INSERT INTO visit BY NAME
SELECT 'V-' || n AS visit_no, account_no(low(n, 1, 3000)) AS account_id, day_no(n * 1096 // 60000) AS visited_on, '业务' || n % 300 AS visitor,
  pick(['executive', 'key_account', 'field', 'field'], dice(n, 2, 4)) AS visitor_level,
  '联系人' || dice(n, 3, 7) AS contact_name, pick(['senior', 'middle', 'frontline', NULL], dice(n, 4, 4)) AS contact_level,
  pick(['visit', 'call', 'event', 'meeting'], dice(n, 5, 4)) AS kind, 0.5 * (1 + dice(n, 6, 8)) AS hours,
  '例行' AS purpose, 1 AS _batch, n + 1 AS _row
FROM RANGE(60000) AS made(n);

INSERT INTO fund BY NAME
SELECT 'F-' || n AS fund_no, CASE WHEN n % 2 = 0 THEN region_no(dice(n, 1, 60)) END AS region, account_no(dice(n, 2, 3000)) AS account_id,
  day_no(dice(n, 3, 1096)) AS booked_on, pick(['budget', 'spend'], dice(n, 4, 2)) AS kind, '礼品' AS category,
  1000 + dice(n, 5, 90000) AS amount, 1 AS _batch, n + 1 AS _row
FROM RANGE(12000) AS made(n);

INSERT INTO action BY NAME
SELECT 'P-' || n AS action_no, account_no(dice(n, 1, 3000)) AS account_id, '跟进' AS title, '业务' || n % 300 AS owner,
  day_no(dice(n, 2, 1000)) AS starts_on, day_no(90 + dice(n, 3, 1000)) AS due_on,
  CASE WHEN n % 2 = 0 THEN day_no(60 + dice(n, 3, 1000)) END AS done_on, pick(['open', 'doing', 'done', 'cancelled'], dice(n, 4, 4)) AS status,
  1 AS _batch, n + 1 AS _row
FROM RANGE(12000) AS made(n);

INSERT INTO target BY NAME
SELECT region_no(n % 60) AS region, CASE WHEN n >= 60 THEN account_no(n) END AS account_id, '2025' AS period, 'sales' AS measure,
  1000000 + dice(n, 1, 5000) * 1000 AS value, 1 AS _batch, n + 1 AS _row
FROM RANGE(3000) AS made(n);
