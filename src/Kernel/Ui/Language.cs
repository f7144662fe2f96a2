using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Kernel.Ui;

/// <summary>The languages the product speaks, and which of them a request is answered in.</summary>
public static class Language
{
    public const string Chinese = "zh";
    public const string English = "en";
    public const string CookieName = "lang";

    /// <summary>Where sign-in leaves the member's own choice in <see cref="HttpContext.Items"/>.</summary>
    public const string MemberItem = "guildhall.language";

    /// <returns><c>zh</c> or <c>en</c>: the cookie, else the member's choice, else the browser's wish, else English.</returns>
    public static string Resolve(HttpContext http) =>
        Known(http.Request.Cookies[CookieName]) ?? Known(http.Items[MemberItem] as string) ?? Accepted(http.Request);

    /// <returns>Null for a language that the product does not speak.</returns>
    public static string? Known(string? language) => language is Chinese or English ? language : null;

    private static string Accepted(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wishes))
            return English;
        foreach (var wish in wishes.Where(wish => wish.Quality is not 0).OrderByDescending(wish => wish.Quality ?? 1))
        {
            if (wish.Value.StartsWith(Chinese, StringComparison.OrdinalIgnoreCase))
                return Chinese;
            if (wish.Value.StartsWith(English, StringComparison.OrdinalIgnoreCase))
                return English;
        }
        return English;
    }
}
