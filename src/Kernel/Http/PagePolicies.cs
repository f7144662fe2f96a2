using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Kernel.Http;

/// <summary>
/// The security headers of every page, composed from what the modules declare: when the program starts, and again when a setting has
/// changed on which a declaration rests. A page for which nothing is declared has the strictest.
/// </summary>
public sealed class PagePolicies
{
    private readonly ModuleCatalogue _modules;
    private readonly IServiceProvider _services;
    private volatile Composed _now;

    /// <exception cref="Refused">422: a module declares what no page may have.</exception>
    public PagePolicies(ModuleCatalogue modules, IServiceProvider services)
    {
        (_modules, _services) = (modules, services);
        _now = Compose(version: 0);
    }

    /// <summary>Asks the modules again. Pages that are kept for visitors are made anew with it.</summary>
    /// <exception cref="Refused">422: as at the start; all pages keep the headers that they have.</exception>
    public void Recompose() => _now = Compose(_now.Version + 1);

    /// <exception cref="Refused">422: sources are declared for a route that nothing has.</exception>
    public void CheckRoutes(IEnumerable<Endpoint> endpoints)
    {
        var known = endpoints.Select(PatternOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (_now.ByRoute.Keys.FirstOrDefault(r => !known.Contains(r)) is { } unknown)
            throw new Refused("content_source_route", 422, "Content sources are declared for {0}, but there is no such route.", unknown);
    }

    /// <summary>Names the composition in the keys of kept pages; <c>null</c> until a setting changes, which is mostly never.</summary>
    internal string? Version => _now.Version == 0 ? null : _now.Version.ToString(CultureInfo.InvariantCulture);

    /// <param name="endpoint"><c>null</c> where nothing answers, or an error page does.</param>
    internal PageHeaders Of(Endpoint? endpoint) => OwnOf(endpoint) ?? _now.Others;

    /// <returns><c>null</c> where nothing is declared for it alone.</returns>
    internal PageHeaders? OwnOf(Endpoint? endpoint) =>
        _now.ByRoute is { Count: > 0 } own && PatternOf(endpoint) is { } route ? own.GetValueOrDefault(route) : null;

    private static string? PatternOf(Endpoint? endpoint) => (endpoint as RouteEndpoint)?.RoutePattern.RawText;

    private Composed Compose(int version)
    {
        var needs = _modules.Modules.SelectMany(m => m.ContentSources(_services)).Select(n => n.Checked()).ToList();
        var everywhere = needs.Where(n => n.Route == PageSources.EveryPage).ToList();
        var byRoute = needs.Where(n => n.Route != PageSources.EveryPage).GroupBy(n => n.Route, StringComparer.Ordinal)
            .ToFrozenDictionary(n => n.Key, n => PageHeaders.Of([.. everywhere, .. n]), StringComparer.Ordinal);
        return new Composed(version, PageHeaders.Of(everywhere), byRoute);
    }

    private sealed record Composed(int Version, PageHeaders Others, FrozenDictionary<string, PageHeaders> ByRoute);
}
