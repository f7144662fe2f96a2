using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Kernel.Http;

/// <summary>
/// Headers of every response. Pages have neither inline scripts nor inline styles, so the policy needs no nonce and cached
/// pages stay strict; /frames/ are sandboxed documents with a policy of their own.
/// </summary>
public static class SecurityHeaders
{
    private const string Pages =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; manifest-src 'self'";

    /// <summary>Diagrams draw themselves with style attributes, in a frame that has no origin and may talk to nobody.</summary>
    private const string Frames =
        "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; font-src 'self' data:; "
        + "frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    /// <summary>
    /// Set when the response starts, because an exception handler clears what was set before it. What an endpoint has set
    /// itself, such as a stricter policy for uploaded files, stands.
    /// </summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            Complete(http);
            return Task.CompletedTask;
        });
        return next(http);
    });

    private static void Complete(HttpContext http)
    {
        var headers = http.Response.Headers;
        var inFrame = http.Request.Path.StartsWithSegments("/frames", StringComparison.Ordinal);
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, inFrame ? Frames : Pages);
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd(HeaderNames.XFrameOptions, inFrame ? "SAMEORIGIN" : "DENY");
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        // Browsers keep a 404 or 410 on their own account, for ever in the latter case, whatever language or member comes next.
        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest)
            headers.TryAdd(HeaderNames.CacheControl, "no-store");
        if (http.Request.IsHttps)
            headers.TryAdd(HeaderNames.StrictTransportSecurity, "max-age=31536000; includeSubDomains");
    }
}
