using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Http;

/// <summary>
/// A request that changes something and comes from a browser must come from this site: by Sec-Fetch-Site where the browser
/// sends it, else by Origin (OWASP cross-site request forgery cheat sheet). The form's antiforgery token is the second wall.
/// Programs send neither header. With a cookie and without an API token they change nothing below /api, where no form token is asked for.
/// </summary>
public static class SameOriginWrites
{
    public static void UseSameOriginWrites(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return next(http);
        if (request.Path.StartsWithSegments("/webhooks", StringComparison.Ordinal))
            return next(http);
        if (!IsSameOrigin(request))
            throw new Refused("cross_site", 403, "This request came from another site and was rejected.");
        if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && IsByCookieAlone(request))
            throw new Refused("token_needed", 403, "A cookie alone changes nothing here. Send an API token: Authorization: Bearer …");
        if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && request.ContentLength is > 0 && !IsApiBody(request))
            throw new Refused("json_expected", 415, "Send JSON: Content-Type: application/json.");
        return next(http);
    });

    /// <summary>Whether it comes from a page of this site, or from what is no browser.</summary>
    internal static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }

    /// <summary>
    /// Browsers say with every write where it comes from (Fetch standard, section 3.1); only what is no browser does not.
    /// </summary>
    private static bool IsByCookieAlone(HttpRequest request) =>
        request.Headers.Origin.ToString().Length == 0 && request.Headers["Sec-Fetch-Site"].ToString().Length == 0
        && request.Headers.Cookie.ToString().Contains(VisitorPages.SessionCookie, StringComparison.Ordinal)
        && !request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);

    private static bool IsApiBody(HttpRequest request) =>
        request.HasJsonContentType() || request.ContentType is "application/zip" or "application/octet-stream"
        || request.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true;
}
