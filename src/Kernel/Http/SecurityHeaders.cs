using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Kernel.Http;

/// <summary>Headers of every response; what differs from page to page is in <see cref="PagePolicies"/>.</summary>
public static class SecurityHeaders
{
    private const string Permissions = "Permissions-Policy";

    /// <summary>
    /// Set when the response starts, because an exception handler clears what was set before it. What an endpoint has set
    /// itself, such as a stricter policy for uploaded files, stands.
    /// </summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app)
    {
        var policies = app.ApplicationServices.GetRequiredService<PagePolicies>();
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                Complete(http, policies);
                return Task.CompletedTask;
            });
            return next(http);
        });
    }

    /// <summary>
    /// Beforehand, for an answer that will be kept for visitors: what differs from other pages is kept with it. From memory it comes
    /// before routing, when nobody knows which page it is.
    /// </summary>
    internal static void AddOwn(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<PagePolicies>().OwnOf(http.GetEndpoint()) is { } own)
            Add(http.Response.Headers, own);
    }

    private static void Add(IHeaderDictionary headers, PageHeaders page)
    {
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, page.Policy);
        if (page.FrameOptions is not null)
            headers.TryAdd(HeaderNames.XFrameOptions, page.FrameOptions);
        headers.TryAdd(Permissions, page.Permissions);
        headers.TryAdd("Cross-Origin-Opener-Policy", page.Opener);
    }

    private static void Complete(HttpContext http, PagePolicies policies)
    {
        var headers = http.Response.Headers;
        if (!headers.ContainsKey(Permissions))
            Add(headers, policies.Of(http.GetEndpoint()));
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        // Browsers keep a 404 or 410 on their own account, for ever in the latter case, whatever language or member comes next.
        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest)
            headers.TryAdd(HeaderNames.CacheControl, "no-store");
        if (http.Request.IsHttps)
            headers.TryAdd(HeaderNames.StrictTransportSecurity, "max-age=31536000; includeSubDomains");
    }
}
