using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Guildhall.Kernel.Http;

/// <summary>
/// Tells the browser what became of a form of which it keeps a copy (Kernel/Ui/Forms/copies.ts). The form brings a token; a cookie that
/// bears it says "saved" where the answer leads on, and "shown" where it is a page that shows what was sent. Any other answer, and none,
/// says nothing: the browser keeps its copy and offers it again.
/// </summary>
public static class SavedForms
{
    /// <summary>The field with the token: sixteen hexadecimal digits.</summary>
    public const string Field = "_copy";

    /// <summary>Its token follows. One cookie for each, so that two tabs do not overwrite each other's answer.</summary>
    public const string CookiePrefix = "copy-";

    // Read by the page that follows, at once.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>Behind the authorization: whoever is asked to sign in has not saved anything.</summary>
    public static void UseSavedForms(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsPost(http.Request.Method))
            http.Response.OnStarting(() =>
            {
                Tell(http);
                return Task.CompletedTask;
            });
        return next(http);
    });

    private static void Tell(HttpContext http)
    {
        var word = http.Response.StatusCode switch
        {
            302 or 303 => "saved",
            200 => "shown",
            _ => null,
        };
        // What nobody has read by now was not asked for.
        if (word is null || http.Features.Get<IFormFeature>() is not { Form: { } form } || form[Field] is not [{ Length: 16 } token]
            || !token.All(char.IsAsciiHexDigitLower))
            return;
        // The script on the page reads it and takes it away.
        http.Response.Cookies.Append(CookiePrefix + token, word, new CookieOptions
        {
            Path = "/", MaxAge = Kept, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, HttpOnly = false,
        });
    }
}
