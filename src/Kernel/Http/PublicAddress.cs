using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Http;

/// <summary>
/// Whole addresses of this site for links that leave it: the operator's <c>Guildhall:PublicUrl</c>, else the host that was asked, which
/// AllowedHosts has let through, else, where there is no request, the address on which the program listens.
/// </summary>
public sealed class PublicAddress(SiteAddress configured, IHttpContextAccessor http)
{
    /// <param name="path">Begins with a slash; percent-encoded. Empty for the address of the site, without a slash at its end.</param>
    public string Of(string path) => Site + path;

    private string Site => configured.PublicUrl
        ?? (http.HttpContext?.Request is { } request ? $"{request.Scheme}://{request.Host.ToUriComponent()}" : configured.ListenUrl);
}
