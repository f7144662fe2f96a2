using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Guildhall.Content.Reading;

/// <summary>
/// Whole addresses for canonical links, feeds and maps: the operator's <c>Guildhall:PublicUrl</c>, else the host that was asked, which
/// AllowedHosts has let through.
/// </summary>
internal sealed class PublicAddress(IConfiguration configuration, IHttpContextAccessor http)
{
    private readonly string? _site = configuration["Guildhall:PublicUrl"] is { Length: > 0 } site ? site.TrimEnd('/') : null;

    /// <param name="path">Begins with a slash; percent-encoded.</param>
    public string Of(string path)
    {
        if (_site is not null)
            return _site + path;
        var request = http.HttpContext!.Request;
        return $"{request.Scheme}://{request.Host.ToUriComponent()}{path}";
    }
}
