namespace Guildhall.Kernel.Http;

/// <summary>The headers that say what a page may do, written once for all its answers.</summary>
/// <param name="Policy">Content-Security-Policy.</param>
/// <param name="FrameOptions">X-Frame-Options, for browsers without frame-ancestors; <c>null</c> where it cannot say who may.</param>
internal sealed record PageHeaders(string Policy, string Permissions, string? FrameOptions, string Opener)
{
    // Pages have neither inline scripts nor inline styles, so the policy needs no nonce and cached pages stay strict.
    private static readonly Directive[] Page =
    [
        new("default-src", "'none'"),
        new("script-src", "'self'"),
        new("style-src", "'self'"),
        new("img-src", "'self' data:", n => n.Images),
        new("font-src", "'self'"),
        new("connect-src", "'self'", n => n.Connections),
        new("frame-src", "'self'", n => n.Frames),
        new("form-action", "'self'", n => n.FormTargets),
        new("frame-ancestors", "'none'", n => n.FrameAncestors),
        new("base-uri", "'none'"),
        new("object-src", "'none'"),
        new("manifest-src", "'self'"),
        // Unless said otherwise no media at all, and workers like scripts (Content Security Policy 3, 6.8.3).
        new("media-src", "", n => n.Media, OnlyWhenAsked: true),
        new("worker-src", "'self'", n => n.Workers, OnlyWhenAsked: true),
    ];

    // Diagrams draw themselves with style attributes, in a frame that has no origin and may talk to nobody.
    private static readonly Directive[] Sandbox =
    [
        new("sandbox", "allow-scripts"),
        new("default-src", "'none'"),
        new("script-src", "'self'"),
        new("style-src", "'self' 'unsafe-inline'"),
        new("img-src", "data:"),
        new("font-src", "'self' data:"),
        new("frame-ancestors", "'none'", n => n.FrameAncestors),
        new("base-uri", "'none'"),
        new("form-action", "'none'"),
    ];

    /// <param name="needs">All that was declared for the page, checked.</param>
    public static PageHeaders Of(IReadOnlyList<PageSources> needs)
    {
        var directives = needs.Any(n => n.IsSandboxed) ? Sandbox : Page;
        return new PageHeaders(
            string.Join("; ", directives.Select(d => d.Write(needs)).Where(d => d.Length > 0)),
            PermissionsOf(needs),
            FrameOptionsOf(Asked(needs, n => n.FrameAncestors)),
            needs.Any(n => n.OpensPopups) ? "same-origin-allow-popups" : "same-origin");
    }

    private static string PermissionsOf(IReadOnlyList<PageSources> needs)
    {
        var (camera, microphone, fullscreen) =
            (Asked(needs, n => n.Camera), Asked(needs, n => n.Microphone), Asked(needs, n => n.Fullscreen));
        return $"camera={Allowed(camera)}, microphone={Allowed(microphone)}, geolocation=(), interest-cohort=()"
            + (fullscreen.Length > 0 ? $", fullscreen={Allowed(fullscreen)}" : "");
    }

    /// <summary>A list of structured field values (Permissions Policy, 5.2): <c>self</c> is a word, origins are strings.</summary>
    private static string Allowed(string[] sources) =>
        $"({string.Join(' ', sources.Select(s => s == PageSources.Self ? "self" : $"\"{s}\""))})";

    private static string? FrameOptionsOf(string[] ancestors) => ancestors switch
    {
        [] => "DENY",
        [PageSources.Self] => "SAMEORIGIN",
        _ => null,
    };

    private static string[] Asked(IReadOnlyList<PageSources> needs, Func<PageSources, IReadOnlyList<string>> list) =>
        [.. needs.SelectMany(list).Distinct()];

    /// <param name="Always">What it lets in for every page.</param>
    /// <param name="More">What pages may add.</param>
    private sealed record Directive(
        string Name, string Always, Func<PageSources, IReadOnlyList<string>>? More = null, bool OnlyWhenAsked = false)
    {
        public string Write(IReadOnlyList<PageSources> needs)
        {
            var more = More is null ? [] : Asked(needs, More);
            if (more.Length == 0)
                return OnlyWhenAsked ? "" : $"{Name} {Always}";
            var always = Always == "'none'" ? [] : Always.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return $"{Name} {string.Join(' ', always.Union(more))}";
        }
    }
}
