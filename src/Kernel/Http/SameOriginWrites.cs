using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Http;

/// <summary>
/// A request that changes something and comes from a browser must come from this site: by Sec-Fetch-Site where the browser
/// sends it, else by Origin (OWASP cross-site request forgery cheat sheet). The form's antiforgery token is the second wall.
/// Programs send neither header; what they send a cookie for is refused without a token all the same.
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
            throw new Refused("cross_site", 403, "This request came from another site and was refused.");
        if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && request.ContentLength is > 0 && !IsApiBody(request))
            throw new Refused("json_expected", 415, "Send JSON: Content-Type: application/json.");
        return next(http);
    });

    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }

    private static bool IsApiBody(HttpRequest request) =>
        request.HasJsonContentType() || request.ContentType is "application/zip" or "application/octet-stream";
}
