namespace Guildhall.Kernel.Http;

/// <summary>
/// What a page needs that the policy of all pages keeps out; a module declares it in <see cref="IModule.ContentSources"/>. A source is an
/// origin with https, e.g. <c>https://player.example.org</c> (http for this machine only), <see cref="Self"/>, or <see cref="Blob"/>
/// where that is said. Scripts, styles and fonts of other origins cannot be asked for.
/// </summary>
/// <param name="Route">
/// The route pattern as the page or endpoint has it, e.g. <c>/c/{community}/articles/{slug}</c>, or <see cref="EveryPage"/>.
/// </param>
public sealed record PageSources(string Route)
{
    /// <summary>All pages, for <see cref="Images"/>, <see cref="Media"/> and <see cref="Connections"/> only: an object storage.</summary>
    public const string EveryPage = "*";

    /// <summary>The origin of the page.</summary>
    public const string Self = "'self'";

    /// <summary>What a script of the page has made itself, such as a recording.</summary>
    public const string Blob = "blob:";

    /// <summary>Where forms may be sent, beside the page's own origin. To leave after a form, show <c>Leave</c> instead.</summary>
    public IReadOnlyList<string> FormTargets { get; init; } = [];

    /// <summary>What the page may frame, beside its own origin: players of videos.</summary>
    public IReadOnlyList<string> Frames { get; init; } = [];

    /// <summary>Who may frame the page; without it nobody.</summary>
    public IReadOnlyList<string> FrameAncestors { get; init; } = [];

    /// <summary>Pictures, beside those of the page's own origin; also <see cref="Blob"/>.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>What scripts may fetch, beside the page's own origin.</summary>
    public IReadOnlyList<string> Connections { get; init; } = [];

    /// <summary>Sound and film, also <see cref="Self"/> and <see cref="Blob"/>; without it none.</summary>
    public IReadOnlyList<string> Media { get; init; } = [];

    /// <summary>
    /// Only <see cref="Blob"/>: those of the page's own origin are always allowed, and no browser takes those of another.
    /// </summary>
    public IReadOnlyList<string> Workers { get; init; } = [];

    /// <summary>Who may use the microphone in this page; without it nobody. The browser asks its user all the same.</summary>
    public IReadOnlyList<string> Microphone { get; init; } = [];

    /// <summary>The same for the camera.</summary>
    public IReadOnlyList<string> Camera { get; init; } = [];

    /// <summary>Who may fill the screen; without it whatever browsers allow by themselves.</summary>
    public IReadOnlyList<string> Fullscreen { get; init; } = [];

    /// <summary>Whether windows that the page opens may talk to it, as sign-in and payment windows of others do.</summary>
    public bool OpensPopups { get; init; }

    /// <summary>
    /// Whether it is a document without an origin that draws with styles of its own and may talk to nobody; it names its
    /// <see cref="FrameAncestors"/> and nothing else.
    /// </summary>
    public bool IsSandboxed { get; init; }

    /// <summary>The same with its sources written as browsers compare them.</summary>
    /// <exception cref="Refused">422: a source is unknown or would open more than one place.</exception>
    internal PageSources Checked()
    {
        CheckReach();
        return this with
        {
            FormTargets = Check(nameof(FormTargets), FormTargets),
            Frames = Check(nameof(Frames), Frames),
            FrameAncestors = Check(nameof(FrameAncestors), FrameAncestors),
            Images = Check(nameof(Images), Images, blob: true),
            Connections = Check(nameof(Connections), Connections),
            Media = Check(nameof(Media), Media, blob: true),
            Workers = Check(nameof(Workers), Workers, blob: true, origins: false),
            Microphone = Check(nameof(Microphone), Microphone),
            Camera = Check(nameof(Camera), Camera),
            Fullscreen = Check(nameof(Fullscreen), Fullscreen),
        };
    }

    private void CheckReach()
    {
        var inOnePlace = OpensPopups || Any(FormTargets, Frames, Workers, Microphone, Camera, Fullscreen);
        if (Route == EveryPage && (inOnePlace || IsSandboxed || FrameAncestors.Count > 0))
            throw new Refused("content_source_everywhere", 422,
                "Only images, media and connections can be declared for every page. Name the routes that need the others.");
        if (IsSandboxed && (inOnePlace || Any(Images, Connections, Media)))
            throw new Refused("content_source_sandboxed", 422, "{0} is a sandboxed document: it can name who frames it and nothing else.", Route);
    }

    private static bool Any(params IReadOnlyList<string>[] lists) => lists.Any(l => l.Count > 0);

    private string[] Check(string list, IReadOnlyList<string> sources, bool blob = false, bool origins = true) =>
        [.. sources.Select(s => s is Self || (blob && s is Blob) ? s : (origins ? OriginOf(s) : null) ?? throw Unsafe(list, s)).Distinct()];

    /// <summary>Scheme, host and port; <c>null</c> for anything else, such as a pattern or a keyword.</summary>
    private static string? OriginOf(string source)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var uri) || uri is not { PathAndQuery: "/", Fragment: "", UserInfo: "" })
            return null;
        // IPv6 addresses are not in the grammar of a source (Content Security Policy 3, 2.3.1).
        if (Uri.CheckHostName(uri.IdnHost) is not (UriHostNameType.Dns or UriHostNameType.IPv4) || source.Contains('*'))
            return null;
        return uri.Scheme == "https" || uri is { Scheme: "http", IsLoopback: true } ? $"{uri.Scheme}://{HostOf(uri)}" : null;
    }

    private static string HostOf(Uri uri) => uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port}";

    private Refused Unsafe(string list, string source) => new("content_source_unsafe", 422,
        "{0} of {1} can't hold \"{2}\". Name one origin with https and without a path, e.g. https://media.example.org (http for this machine only).",
        list, Route, source);
}
