using System.Globalization;
using System.Security.Cryptography;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Visitors;

/// <summary>
/// Who asks about an order: the signed-in member, or a browser that bought without an account. The latter carries a sealed cookie until it
/// is closed, which opens the pages of that buyer's own orders and nothing else.
/// </summary>
internal sealed class Buyer(IDataProtectionProvider protection, CurrentMember current, IHttpContextAccessor http)
{
    public const string CookieName = "__Host-buyer";

    /// <summary>The policy of the pages of an order: signed in, or this browser bought something.</summary>
    public const string Policy = "buyer";

    private readonly IDataProtector _protector = protection.CreateProtector("Guildhall.Payments.Buyer");

    /// <summary>Whose orders this browser may see; empty for a stranger.</summary>
    public IReadOnlyList<long> Ids => [.. new[] { current.Id, VisitorId }.OfType<long>()];

    /// <summary>The member that was made for a purchase in this browser; <c>null</c> without one.</summary>
    public long? VisitorId
    {
        get
        {
            if (http.HttpContext?.Request.Cookies[CookieName] is not { Length: > 0 and < 1000 } sealedId)
                return null;
            try
            {
                return long.Parse(_protector.Unprotect(sealedId), NumberStyles.None, CultureInfo.InvariantCulture);
            }
            catch (CryptographicException)
            {
                // Somebody made it up, or the keys are lost.
                return null;
            }
        }
    }

    /// <summary>Whether the pages of orders are for whoever asks; whose order it is, they look themselves.</summary>
    public static bool IsMet(AuthorizationHandlerContext asked) =>
        asked.Resource is HttpContext request && request.RequestServices.GetRequiredService<Buyer>().Ids.Count > 0;

    public void Remember(long memberId) => http.HttpContext?.Response.Cookies.Append(CookieName,
        _protector.Protect(memberId.ToString(CultureInfo.InvariantCulture)), Options());

    public void Forget() => http.HttpContext?.Response.Cookies.Delete(CookieName, Options());

    /// <summary>Lax, since a processor sends its buyer back from another site.</summary>
    private static CookieOptions Options() => new()
    {
        HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
    };
}
