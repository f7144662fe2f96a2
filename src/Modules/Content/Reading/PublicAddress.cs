using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Content.Reading;

/// <summary>
/// Whole addresses for canonical links, feeds and maps: the operator's <c>Guildhall:PublicUrl</c>, else the host that was asked, which
/// AllowedHosts has let through.
/// </summary>
internal sealed class PublicAddress(SiteAddress configured, IHttpContextAccessor http)
{
    /// <param name="path">Begins with a slash; percent-encoded.</param>
    public string Of(string path)
    {
        if (configured.PublicUrl is { } site)
            return site + path;
        var request = http.HttpContext!.Request;
        return $"{request.Scheme}://{request.Host.ToUriComponent()}{path}";
    }
}
