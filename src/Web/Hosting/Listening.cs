using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Web.Hosting;

/// <summary>The addresses on which the program listens beyond those that the operator has named.</summary>
internal static class Listening
{
    /// <summary>
    /// Origins beside the site's own need no proxy on the machine at hand. Where the operator has named the port, be it on any
    /// address, the program listens there already.
    /// </summary>
    public static void AddSeparateOrigins(WebApplication app)
    {
        var named = (app.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var more = app.Services.GetServices<SeparateOrigin>().Select(o => o.Address).OfType<Uri>()
            .Where(a => a is { Scheme: "http", IsLoopback: true } && named.All(n => BindingAddress.Parse(n).Port != a.Port)).ToList();
        // Once an address is said here, the setting is read no more.
        if (named.Length == 0 || more.Count == 0)
            return;
        foreach (var url in named.Concat(more.Select(a => a.GetLeftPart(UriPartial.Authority))))
            app.Urls.Add(url);
    }
}
