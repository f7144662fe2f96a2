using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Ui;
using Guildhall.Web.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Guildhall.Web.Hosting;

/// <summary>The road of a request, in order.</summary>
internal static class Pipeline
{
    /// <summary>Characters of path and query. Browsers and mails cut addresses much sooner.</summary>
    internal const int LongestAddress = 8_000;

    public static void Use(WebApplication app)
    {
        GracefulStop.Use(app);
        UndisturbedBody.Use(app);
        UseProxies(app);
        app.Use(AnswerHeadAsGet);
        app.UseSecurityHeaders();
        app.Use(RefuseMalformedHostAsync);
        app.UseSeeOther();
        app.UseVisitorPages();
        app.UseResponseCompression();
        app.UseStatusCodePages(AnswerStatusAsync);
        app.UseExceptionHandler(_ => { });
        app.Use(StaleForm.LeaveToErrorPageAsync);
        app.UseLocalRedirects();
        app.Use(RefuseLongAddressAsync);
        app.UseSameOriginWrites();
        AssetFiles.Use(app);

        app.UseRouting();
        app.UseSeparateOrigins();
        app.Use(RefuseUnknownAsync);
        app.UseReadableInput();
        app.UseAuthentication();
        app.Use(RememberMemberAsync);
        app.UseRateLimiter();
        app.UseCommunityScope();
        app.UseAuthorization();
        app.UseSavedForms();
        app.UseNulFreeInput(() =>
        {
            app.UseBoundedForms();
            app.UseFormTokens();
        });

        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        Observability.Map(app);
        app.MapLive();
        foreach (var module in Modules.All.Modules)
            module.MapEndpoints(app);
        app.MapRazorComponents<App>()
            .AddAdditionalAssemblies([.. Modules.All.Assemblies.Where(a => a != typeof(App).Assembly)])
            .Add(MarkFramework);
        // Said here, the table of routes can be made before the server starts.
        app.UseEndpoints(_ => { });
    }

    /// <summary>
    /// Whoever asks for the head alone gets the one that the page would have (RFC 9110, 9.3.2). The server keeps the body back by itself,
    /// since it read the method from the wire.
    /// </summary>
    private static Task AnswerHeadAsGet(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsHead(http.Request.Method))
            http.Request.Method = HttpMethods.Get;
        return next(http);
    }

    /// <summary>
    /// No address can be made of some hosts that the server lets through, such as one with a port above 65535. Pages would fail on them,
    /// and so would the error page: the answer is for programs, whoever asks.
    /// </summary>
    private static Task RefuseMalformedHostAsync(HttpContext http, RequestDelegate next)
    {
        if (GoodHosts.IsGood(http.Request))
            return next(http);
        var refused = new Refused("bad_host", 400, "The host of this request is no name and port that an address can be made of.");
        return RefusalAnswers.WriteProblemAsync(http, refused, http.RequestAborted);
    }

    private static Task RefuseLongAddressAsync(HttpContext http, RequestDelegate next) =>
        (http.Request.Path.Value?.Length ?? 0) + (http.Request.QueryString.Value?.Length ?? 0) <= LongestAddress ? next(http)
            : throw new Refused("address_too_long", 414, "This address is too long. Shorten what you search for, or go back to the page before.");

    /// <summary>Only a proxy that the operator names is believed about the client's address, host and scheme.</summary>
    private static void UseProxies(WebApplication app)
    {
        var site = app.Services.GetRequiredService<IOptions<SiteOptions>>().Value;
        if (site.Proxies.Any())
            app.UseForwardedHeaders(ProxyOptions(site, app.Configuration["AllowedHosts"] ?? ""));
    }

    internal static ForwardedHeadersOptions ProxyOptions(SiteOptions site, string allowedHosts)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
            | ForwardedHeaders.XForwardedHost };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in site.Proxies)
            options.KnownProxies.Add(proxy);
        // A proxy may pass on whatever host a visitor has named: it is held to the same list as the host of the request itself.
        options.AllowedHosts = [.. allowedHosts.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return options;
    }

    /// <summary>What the framework maps beside our pages carries no mark of its own.</summary>
    private static void MarkFramework(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path }
            && path.TrimStart('/').StartsWith("_framework/", StringComparison.Ordinal))
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
    }

    /// <summary>
    /// An address that nothing answers is missing for everyone, and a method that it does not know is unknown to everyone: nobody is asked
    /// to sign in for it. The second one routing answers with an endpoint of its own, which carries nothing but the status.
    /// </summary>
    private static Task RefuseUnknownAsync(HttpContext http, RequestDelegate next) => http.GetEndpoint() switch
    {
        null => AnswerUnknownAsync(http),
        { Metadata.Count: 0, RequestDelegate: { } refuse } and not RouteEndpoint => refuse(http),
        _ => next(http),
    };

    /// <summary>Unless it is an address of an old site whose articles came here.</summary>
    private static async Task AnswerUnknownAsync(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) && http.Request.Path.Value is { Length: > 1 } path
            && await http.RequestServices.GetRequiredService<IFormerAddresses>().FindAsync(path, http.RequestAborted) is { } article)
            http.Response.RedirectTo(article, permanently: true);
        else
            throw Refused.NotFound();
    }

    /// <summary>What a member sees is the member's: no cache on the way may keep it.</summary>
    private static Task RememberMemberAsync(HttpContext http, RequestDelegate next)
    {
        var member = http.RequestServices.GetRequiredService<CurrentMember>();
        if (member.IsSignedIn)
        {
            http.Items[Language.MemberItem] = http.User.FindFirst(CurrentMember.LanguageClaim)?.Value;
            http.Response.Headers.CacheControl = "private, no-cache, no-store";
        }
        return next(http);
    }

    /// <summary>
    /// A bare status (404 of an unknown address, 405 …) becomes problem details for programs and the error page for people.
    /// </summary>
    private static async Task AnswerStatusAsync(Microsoft.AspNetCore.Diagnostics.StatusCodeContext status)
    {
        var http = status.HttpContext;
        var refused = http.Response.StatusCode switch
        {
            404 => Refused.NotFound(),
            405 => new Refused("method_not_allowed", 405, "This address doesn't support that method."),
            415 when RefusalAnswers.WantsJson(http.Request) => new Refused("json_expected", 415, "Send JSON: Content-Type: application/json."),
            415 => new Refused("form_expected", 415, "Send a form: this address takes nothing else."),
            429 => new Refused("too_many_requests", 429, "You're doing that too often. Wait a few seconds and try again."),
            var code => new Refused("refused", code, "The request was refused."),
        };
        if (RefusalAnswers.WantsJson(http.Request))
            await RefusalAnswers.AnswerAsync(http, refused);
        else
        {
            http.Items[RefusalAnswers.Item] ??= refused;
            await ErrorPage.RenderAsync(http);
        }
    }
}
