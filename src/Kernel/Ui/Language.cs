using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
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

    // Browsers spell the same few wishes over and over, and every page kept for visitors is found by the answer.
    private const int MostKnown = 1_000, LongestKnown = 200;
    private static readonly ConcurrentDictionary<string, string> KnownWishes = new(StringComparer.Ordinal);

    private static string Accepted(HttpRequest request)
    {
        var header = request.Headers.AcceptLanguage;
        if (header.Count != 1 || header[0] is not { Length: <= LongestKnown } wish)
            return Read(header);
        if (KnownWishes.TryGetValue(wish, out var known))
            return known;
        if (KnownWishes.Count >= MostKnown)
            KnownWishes.Clear();
        return KnownWishes[wish] = Read(header);
    }

    private static string Read(StringValues header)
    {
        if (!StringWithQualityHeaderValue.TryParseList(header, out var wishes))
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
