"""会议 · Review: a meeting goes through regions, decides, and is kept; ?review= and ?stop= say where."""

from __future__ import annotations

from kam.ui import filters, meeting

meeting.show(filters.view())
