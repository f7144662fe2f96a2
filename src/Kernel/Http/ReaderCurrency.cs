using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Http;

/// <summary>The currency in which a reader wants to see prices, where something is sold in several: their last choice, in a
/// cookie.</summary>
public static class ReaderCurrency
{
    /// <summary>It says nothing about who asks, so visitors' pages are kept for each.</summary>
    public const string CookieName = "currency";

    /// <returns>ISO 4217; <c>null</c> where none was chosen, or what stands there is none.</returns>
    public static string? Chosen(HttpContext? http) => Currencies.Find(http?.Request.Cookies[CookieName])?.Code;

    /// <summary>Keeps the choice; what is no currency is left alone.</summary>
    public static void Remember(HttpContext http, string? currency)
    {
        if (Currencies.Find(currency) is { } known)
            http.Response.Cookies.Append(CookieName, known.Code, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                Secure = true,
                IsEssential = true,
            });
    }
}
