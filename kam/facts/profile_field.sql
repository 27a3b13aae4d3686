-- The filled fields of the profile, as they stand now. Grain: account in scope x field (for a person's field: of any
-- contact, once each, so a field of several contacts has several rows). part = background, person or operations.
-- Blank text (white space of any kind, full-width too) is not filled. Source: account, contact; rules.md, Roster.
SELECT profile.account_id, profile.part, profile.field
FROM (
  SELECT account_id, 'background' AS part, 'nature_and_structure' AS field, nature_and_structure AS content FROM account
  UNION ALL SELECT account_id, 'background', 'communication', communication FROM account
  UNION ALL SELECT account_id, 'background', 'business', business FROM account
  UNION ALL SELECT account_id, 'background', 'standing', standing FROM account
  UNION ALL SELECT account_id, 'background', 'credit', credit FROM account
  UNION ALL SELECT account_id, 'background', 'needs_and_feedback', needs_and_feedback FROM account
  UNION ALL SELECT account_id, 'operations', 'direction', direction FROM account
  UNION ALL SELECT account_id, 'operations', 'management', management FROM account
  UNION ALL SELECT account_id, 'operations', 'announcements', announcements FROM account
  UNION ALL SELECT account_id, 'operations', 'purchase_plan', purchase_plan FROM account
  UNION ALL SELECT account_id, 'person', 'family', family FROM contact
  UNION ALL SELECT account_id, 'person', 'school', school FROM contact
  UNION ALL SELECT account_id, 'person', 'interests', interests FROM contact
  UNION ALL SELECT account_id, 'person', 'career', career FROM contact
  UNION ALL SELECT account_id, 'person', 'buying_role', buying_role FROM contact
  UNION ALL SELECT account_id, 'person', 'reports_to', reports_to FROM contact
  UNION ALL SELECT account_id, 'person', 'year_goal', year_goal FROM contact
  UNION ALL SELECT account_id, 'person', 'ambitions', ambitions FROM contact
) AS profile
JOIN customer ON customer.account_id = profile.account_id AND customer.is_in
WHERE REGEXP_MATCHES(profile.content, '[^\s\p{Z}\x{0B}\x{1C}-\x{1F}\x{85}]')
