"""Headers on every answer, and which hosts we answer for."""

import re
import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.shared.settings import Settings

# A site, or all sites under a name; nothing that could end the header and begin another rule.
_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?|'self'")


class UnsafeSettings(Exception):
    """This portal would send people's answers over the network for anyone to read."""


def refuse_unsafe(settings: Settings) -> None:
    """Start-up refuses what it could only serve unsafely: plain HTTP for anything but this machine itself.

    Raises:
        UnsafeSettings
    """
    host = urlsplit(settings.base_url).hostname or ""
    is_here = settings.demo or settings.testing or host in ("localhost", "127.0.0.1", "::1")
    if not settings.is_https and not is_here:
        raise UnsafeSettings(f"PORTAL_BASE_URL is {settings.base_url}: it must begin with https://")


def csp_nonce() -> str:
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def may_be_framed(origins: Sequence[str]) -> None:
    """This answer may stand inside a page of one of these sites, and of nobody else."""
    sound = [one for one in origins if _ORIGIN.fullmatch(one)]
    g.frame_ancestors = " ".join(sound) or "'none'"


def trust_proxies(app: Flask, settings: Settings) -> None:
    """Believes as many web servers in front of us as there are, about who asks.

    Without it everyone behind them would share one throttle; believing too many, people could choose their address.
    """
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]


def protect(app: Flask, settings: Settings) -> None:
    """Hangs the headers up. Nothing but static files may be kept by a browser: phones are shared."""

    leave_to = "/".join(settings.leave_to.split("/")[:3])

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        ancestors = g.get("frame_ancestors", "'none'")
        nonce = f"'nonce-{g.csp_nonce}'" if "csp_nonce" in g else ""
        headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src 'self' {nonce}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            # Leaving fast is a form that ends on another site; browsers hold redirects to form-action too.
            f"connect-src 'self'; media-src 'self' blob:; form-action 'self' {leave_to}; base-uri 'none'; "
            f"frame-ancestors {ancestors}"
        )
        headers["X-Content-Type-Options"] = "nosniff"
        # Not no-referrer: with it browsers send no Origin, and every form over HTTPS would be refused.
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if "frame_ancestors" in g else "same-origin"
        if settings.is_https:
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if request.endpoint != "static":
            headers["Cache-Control"] = "no-store"
        return response
