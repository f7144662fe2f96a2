using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Http;

/// <summary>
/// All redirects and Location headers go through here; House/Redirect_rules finds those that do not. A header holds ASCII only
/// (RFC 9110, section 5.5): the server throws at any other character, so every address is encoded first.
/// </summary>
public static class Redirects
{
    /// <summary>The address with every character encoded that a URI cannot hold (RFC 3986). What is encoded stays as it is.</summary>
    public static string Encode(string address)
    {
        var encoded = new StringBuilder(address.Length + 32);
        Span<byte> bytes = stackalloc byte[4];
        for (var at = 0; at < address.Length;)
        {
            // Half a surrogate pair is read as U+FFFD.
            Rune.DecodeFromUtf16(address.AsSpan(at), out var rune, out var length);
            if (IsAllowed(rune) && !(rune.Value == '%' && !IsEscape(address, at)))
                encoded.Append((char)rune.Value);
            else
                foreach (var octet in bytes[..rune.EncodeToUtf8(bytes)])
                    encoded.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            at += length;
        }
        return encoded.ToString();
    }

    /// <summary>The answer of an endpoint that sends the browser on, to an address that <see cref="LocalPath"/> has approved.</summary>
    public static IResult To(string address) => new Redirection(address);

    /// <summary>
    /// The same for code that holds the response. 303 after a write, so that the browser fetches the address by GET (RFC 9110, section
    /// 15.4.4).
    /// </summary>
    /// <param name="permanently">308: the thing has moved for good, and the method stays.</param>
    public static void RedirectTo(this HttpResponse response, string address, bool permanently = false)
    {
        response.StatusCode = permanently ? StatusCodes.Status308PermanentRedirect
            : IsRead(response.HttpContext.Request) ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
        response.Headers.Location = Encode(address);
    }

    /// <summary>The same for pages.</summary>
    public static void RedirectTo(this NavigationManager navigation, string address) => navigation.NavigateTo(Encode(address));

    /// <summary>The same after a save: the page that comes says so (SaidNotice), with or without JavaScript.</summary>
    public static void RedirectSaved(this NavigationManager navigation, string address) => navigation.RedirectTo(Saying(address, "saved"));

    /// <summary>The same after another deed.</summary>
    public static void RedirectDone(this NavigationManager navigation, string address) => navigation.RedirectTo(Saying(address, "done"));

    // A fragment ends an address.
    private static string Saying(string address, string word)
    {
        var end = address.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? hash : address.Length;
        return $"{address[..end]}{(address[..end].Contains('?', StringComparison.Ordinal) ? '&' : '?')}said={word}{address[end..]}";
    }

    /// <summary>Pages redirect by 302, whatever the method: the framework offers them no other status.</summary>
    public static void UseSeeOther(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (!IsRead(http.Request))
            http.Response.OnStarting(() =>
            {
                if (http.Response.StatusCode == StatusCodes.Status302Found)
                    http.Response.StatusCode = StatusCodes.Status303SeeOther;
                return Task.CompletedTask;
            });
        return next(http);
    });

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool IsAllowed(Rune rune) =>
        rune.Value is > ' ' and < 0x7F && !"\"<>\\^`{|}".Contains((char)rune.Value, StringComparison.Ordinal);

    private static bool IsEscape(string address, int at) =>
        at + 2 < address.Length && char.IsAsciiHexDigit(address[at + 1]) && char.IsAsciiHexDigit(address[at + 2]);

    private sealed class Redirection(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.RedirectTo(address);
            return Task.CompletedTask;
        }
    }
}
