using System.Collections.Concurrent;

namespace Guildhall.Web.Hosting;

/// <summary>Hosts of which an address can be made. The few that an installation has are found out once, not at every request.</summary>
internal static class GoodHosts
{
    private const int MostKnown = 100;
    private static readonly ConcurrentDictionary<(string Scheme, string Host), bool> Known = [];

    public static bool IsGood(HttpRequest request)
    {
        if (request.Host.Value is not { } host)
            return false;
        if (Known.ContainsKey((request.Scheme, host)))
            return true;
        if (!Uri.TryCreate($"{request.Scheme}://{host}/", UriKind.Absolute, out var site)
            || site is not { Port: > 0, PathAndQuery: "/", UserInfo: "" })
            return false;
        if (Known.Count >= MostKnown)
            Known.Clear();
        return Known[(request.Scheme, host)] = true;
    }
}
