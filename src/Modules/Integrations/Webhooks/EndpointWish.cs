using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;

namespace Guildhall.Integrations.Webhooks;

/// <summary>What is typed about an endpoint.</summary>
/// <param name="Events">Qualified kinds.</param>
internal sealed record EndpointWish(string? Url, IReadOnlyCollection<string>? Events)
{
    private const int UrlLength = 1000;

    /// <summary>A private address cannot be found out here: names are resolved when something is sent, and may change until then.</summary>
    /// <exception cref="Refused">422 at the field url or events.</exception>
    public (string Url, IReadOnlyList<string> Events) Check(IEnumerable<HeardEvent> heard)
    {
        var url = (Url ?? "").Trim();
        if (url.Length == 0)
            throw Refused.AtField("url", "url_missing", "Enter the address to notify.");
        if (url.Length > UrlLength)
            throw Refused.AtField("url", "url_too_long", "Use at most {0} characters.", UrlLength);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0
            || uri.Fragment.Length > 0)
            throw Refused.AtField("url", "url_invalid", "Use an address that starts with https://, without a user name, password or #.");
        var offered = heard.Where(h => h.WebhookPermission is not null).Select(h => h.Kind).ToHashSet();
        if (Events is null || Events.Count == 0)
            throw Refused.AtField("events", "events_missing", "Choose at least one event.");
        if (Events.FirstOrDefault(e => !offered.Contains(e)) is { } unknown)
            throw Refused.AtField("events", "event_unknown", "There is no event {0}.", unknown);
        return (uri.AbsoluteUri, [.. Events.Distinct().Order(StringComparer.Ordinal)]);
    }
}
