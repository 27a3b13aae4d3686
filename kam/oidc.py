"""Sign-in through the company's own directory (OpenID Connect), where the environment names one.

Authlib speaks the protocol; what it finds out becomes a session of ours, so that sign-out, idle time and a closed user
end it as any other. (Streamlit's own `st.login` keeps a signed cookie for 30 days that the server cannot take back.)

KAM_OIDC_METADATA is the provider's .well-known/openid-configuration, KAM_OIDC_ID and KAM_OIDC_SECRET what it knows us
by, KAM_URL the address at which people reach us: KAM_URL/sign-in/oidc/back is what the provider has to allow.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from kam.errors import Misuse
from kam.log import fault
from kam.text import Text
from kam.users import Users

BEGIN, BACK = "/sign-in/oidc", "/sign-in/oidc/back"
_NAMES = ("KAM_OIDC_METADATA", "KAM_OIDC_ID", "KAM_OIDC_SECRET", "KAM_URL")
_ON_THE_WAY_S = 600  # how long somebody may take at the provider's
_UNKNOWN = Text(
    "该企业账号没有开通驾驶舱，请联系管理员登记您的邮箱。",
    "This account has no access. Ask the administrator to enter your e-mail address.",
)
_UNPROVEN = Text("企业登录未能完成，请重试。", "The company sign-in was not completed. Try again.")
# The answers of the door: whoever comes in with a token, and whoever is told why not.
Address = Callable[[Request], str]
Enter = Callable[[Request, str, str], Response]
Refuse = Callable[[Request, Text], Response]


@dataclass(frozen=True, slots=True)
class Provider:
    """The directory of a company, and the address at which it sends people back."""

    metadata: str
    client_id: str
    secret: str
    url: str


def provider() -> Provider | None:
    """As the environment names it; None where it names none. Misuse where it says but half."""
    given = [os.environ.get(name, "") for name in _NAMES]
    if not any(given[:3]):
        return None
    if missing := [name for name, value in zip(_NAMES, given, strict=True) if not value]:
        raise Misuse(
            Text(f"企业登录还缺少环境变量：{'、'.join(missing)}。", f"company sign-in also needs {', '.join(missing)}.")
        )
    return Provider(given[0], given[1], given[2], given[3].rstrip("/"))


def routes(
    here: Provider, users: Users, address: Callable[[Request], str], enter: Enter, refuse: Refuse
) -> list[Mount]:
    """The way to the provider and back."""
    house = OAuth()
    house.register(
        "house",
        client_id=here.client_id,
        client_secret=here.secret,
        server_metadata_url=here.metadata,
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256"},
    )

    async def begin(request: Request) -> Response:
        request.session["next"] = request.query_params.get("next", "/")
        try:
            answer: Response = await house.house.authorize_redirect(request, here.url + BACK)
        except Exception as error:  # the provider cannot be reached, or answers what is no answer
            fault(error)
            return refuse(request, _UNPROVEN)
        return answer

    async def back(request: Request) -> Response:
        try:
            token = await house.house.authorize_access_token(request)
        except OAuthError:
            return refuse(request, _UNPROVEN)
        except Exception as error:  # a token that proves nothing, or no answer
            fault(error)
            return refuse(request, _UNPROVEN)
        email = _email(token.get("userinfo") or {})
        session = await run_in_threadpool(users.enter, email, address(request)) if email else None
        if session is None:
            return refuse(request, _UNKNOWN)
        return enter(request, session, str(request.session.pop("next", "/")))

    # Of this process alone: whoever is on the way while it starts anew begins again.
    on_the_way = Middleware(
        SessionMiddleware,
        secret_key=secrets.token_hex(32),
        session_cookie="kam_on_the_way",
        max_age=_ON_THE_WAY_S,
        path=BEGIN,
        https_only=here.url.startswith("https:"),
    )
    return [Mount(BEGIN, routes=[Route("/", begin), Route("/back", back)], middleware=[on_the_way])]


def _email(claims: dict[str, Any]) -> str:
    """The address that the provider vouches for; '' where it does not."""
    is_proven = claims.get("email_verified", True) in (True, "true")
    return str(claims.get("email") or "").strip().lower() if is_proven else ""
