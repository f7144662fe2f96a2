using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Http;

/// <summary>
/// An origin beside the site's own that this program serves too, such as a stand-in for somebody else's site. Pages marked with
/// <see cref="AtSeparateOriginAttribute"/> are served there only, and nothing else is but the built files that pages load.
/// </summary>
/// <param name="Key">What pages name it by.</param>
/// <param name="Title">Text that names its owner on its pages.</param>
/// <param name="Address">Scheme, host and port; <c>null</c> where none is set: its pages then are pages of the site.</param>
public sealed record SeparateOrigin(string Key, string Title, Uri? Address)
{
    private readonly HostString _host = Address is null ? default : HostString.FromUriComponent(Address);

    /// <returns>The one at which this request arrived; <c>null</c> at the site itself.</returns>
    public static SeparateOrigin? Of(HttpContext http) => http.Items[typeof(SeparateOrigin)] as SeparateOrigin;

    /// <param name="host">Of a request; the port that belongs to the scheme may be written or not.</param>
    public bool IsAt(HostString host) =>
        Address is not null && string.Equals(host.Host, _host.Host, StringComparison.OrdinalIgnoreCase)
        && (host.Port == Address.Port || (host.Port is null && Address.IsDefaultPort));
}

/// <summary>Put on a page that belongs to a <see cref="SeparateOrigin"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AtSeparateOriginAttribute(string key) : Attribute
{
    public string Key { get; } = key;
}

public static class SeparateOrigins
{
    /// <summary>After routing. Where no origin is set it adds nothing to the road of a request.</summary>
    public static void UseSeparateOrigins(this IApplicationBuilder app)
    {
        var origins = app.ApplicationServices.GetServices<SeparateOrigin>().Where(o => o.Address is not null).ToList();
        if (origins.Count == 0)
            return;
        app.Use((http, next) =>
        {
            var here = origins.Find(o => o.IsAt(http.Request.Host));
            http.Items[typeof(SeparateOrigin)] = here;
            var key = http.GetEndpoint()?.Metadata.GetMetadata<AtSeparateOriginAttribute>()?.Key;
            return here == origins.Find(o => o.Key == key) ? next(http) : throw Refused.NotFound();
        });
    }
}
