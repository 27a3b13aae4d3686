"""The two pages before the app, for signing in and for a new password: plain HTML that runs no script."""

from __future__ import annotations

import html
from string import Template

from starlette.responses import HTMLResponse, Response

from kam.text import Lang, Text

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    # With no-referrer a browser would call the origin of our own form null.
    "referrer-policy": "same-origin",
}
_WORDS = {
    "title": Text("登录 · 大客户驾驶舱", "Sign in · KAM Cockpit"),
    "name": Text("用户名", "Name"),
    "password": Text("密码", "Password"),
    "enter": Text("登录", "Sign in"),
    "house": Text("用企业账号登录", "Sign in with the company account"),
    "forgot": Text(
        "忘记密码请联系管理员；首次启动的管理员密码显示在服务器的启动窗口里，只显示一次。",
        "Forgotten? Ask the administrator. The first administrator's password is shown once, where the server started.",
    ),
    "renew": Text("设置新密码", "Choose a new password"),
    "old": Text("现在的密码", "Present password"),
    "new": Text("新密码（至少 10 个字符）", "New password (at least 10 letters)"),
    "save": Text("保存并继续", "Save and go on"),
}
_PAGE = Template("""<!doctype html><html lang="$lang"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>$title</title><style>
:root{color-scheme:light dark;--page:#F4F6FA;--card:#fff;--line:#DFE5EE;--text:#1A2333;--soft:#556274;--blue:#1D55C9}
@media(prefers-color-scheme:dark){:root{--page:#0F1624;--card:#182234;--line:#2B3850;--text:#E8EDF5;--soft:#A3B0C2;
--blue:#3A6DD8}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--page);
color:var(--text);font:16px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{width:min(24rem,92vw);background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:2rem}
h1{font-size:1.25rem;margin:0 0 1.25rem}label{display:block;margin:.75rem 0}input{display:block;width:100%;
margin-top:.25rem;padding:.6rem .7rem;font:inherit;color:inherit;background:var(--page);border:1px solid var(--line);
border-radius:.5rem}button{width:100%;margin-top:1rem;padding:.65rem;font:inherit;font-weight:600;color:#fff;
background:var(--blue);border:0;border-radius:.5rem;cursor:pointer}.house{display:block;margin:0 0 1rem;
padding:.65rem;text-align:center;border:1px solid var(--blue);border-radius:.5rem;color:inherit;text-decoration:none}
small{display:block;margin-top:1rem;
color:var(--soft)}p{margin:0 0 1rem;padding:.6rem .8rem;border-left:3px solid #C8322B;background:var(--page)}
</style><main><h1>$heading</h1>$error$other<form method="post">$fields
<button>$button</button></form><small>$note</small></main></html>""")


def _field(name: str, label: Text, lang: Lang, kind: str, complete: str) -> str:
    return (
        f'<label>{label(lang)}<input name="{name}" type="{kind}" autocomplete="{complete}" required '
        f'{"autofocus " if name in ("name", "old") else ""}maxlength="200"></label>'
    )


def _shown(
    lang: Lang, heading: str, fields: str, button: str, note: str, error: Text | None, code: int, house: str = ""
) -> Response:
    other = f'<a class=house href="{html.escape(house)}">{_WORDS["house"](lang)}</a>' if house else ""
    said = f"<p role=alert>{html.escape(error(lang))}</p>" if error else ""
    values = {"lang": "zh-CN" if lang == "zh" else "en", "title": _WORDS["title"](lang), "fields": fields}
    words = {"heading": _WORDS[heading](lang), "button": _WORDS[button](lang), "note": note and _WORDS[note](lang)}
    return HTMLResponse(_PAGE.substitute(values, **words, error=said, other=other), code, HEADERS)


def sign_in_page(lang: Lang, error: Text | None = None, house: str = "") -> Response:
    """Name and password; `house`: the address of the company's own sign-in, where there is one."""
    fields = _field("name", _WORDS["name"], lang, "text", "username")
    fields += _field("password", _WORDS["password"], lang, "password", "current-password")
    return _shown(lang, "title", fields, "enter", "forgot", error, 401 if error else 200, house)


def password_page(lang: Lang, error: Text | None = None) -> Response:
    """The present password and a new one."""
    fields = _field("old", _WORDS["old"], lang, "password", "current-password")
    fields += _field("new", _WORDS["new"], lang, "password", "new-password")
    return _shown(lang, "renew", fields, "save", "", error, 400 if error else 200)
