using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Http;

/// <summary>
/// A request that changes something is never answered by a redirect to another site. Browsers hold every address in a form's chain of
/// redirects against <c>form-action</c> (Content Security Policy 3, 6.4.1; Chromium 156 blocks it): the sender would stay where they are,
/// although the deed is done. Redirect to a page of this site that shows <c>Leave</c>.
/// </summary>
public static class LocalRedirects
{
    /// <exception cref="InvalidOperationException">An endpoint or a page breaks the rule.</exception>
    public static void UseLocalRedirects(this IApplicationBuilder app) => app.Use((http, next) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? next(http) : WatchAsync(http, next));

    private static async Task WatchAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response.StatusCode is >= 300 and < 400 && LeadsAway(http.Request, http.Response.Headers.Location.ToString()))
            throw new InvalidOperationException(
                $"{http.GetEndpoint()?.DisplayName ?? http.Request.Method} leads to another site by a redirect. Redirect to a page that shows Leave.");
    }

    private static bool LeadsAway(HttpRequest request, string location)
    {
        if (location.Length == 0 || location == LocalPath.Or("", location))
            return false;
        return !Uri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}/", UriKind.Absolute, out var here)
            // As browsers read it.
            || !Uri.TryCreate(here, location.Replace('\\', '/'), out var target)
            || target.GetLeftPart(UriPartial.Authority) != here.GetLeftPart(UriPartial.Authority);
    }
}
