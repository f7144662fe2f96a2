using Microsoft.AspNetCore.Http;

namespace Guildhall.Payments.Checkouts;

/// <summary>What a buyer's browser says of itself, where a processor has another way for phones.</summary>
internal static class BuyerDevice
{
    public static bool IsPhone(HttpContext? http) =>
        http is not null && (http.Request.Headers["Sec-CH-UA-Mobile"] == "?1"
            || http.Request.Headers.UserAgent.ToString().Contains("Mobile", StringComparison.Ordinal));
}
