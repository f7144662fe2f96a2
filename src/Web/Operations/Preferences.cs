using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;

namespace Guildhall.Web.Operations;

/// <summary>
/// The visitor's language and currency, kept in cookies, and a member's language with the member, so that mails and the next device speak
/// it too. It changes nothing else, so it needs no form token and works from cached pages.
/// </summary>
internal static class Preferences
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/preferences", Remember).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Remember(HttpRequest request, CurrentMember member, IOwnLanguage own)
    {
        var form = await request.ReadBoundedFormAsync();
        if (Language.Known(form["lang"]) is { } language)
        {
            if (member.IsSignedIn)
                await own.ChooseAsync(language, request.HttpContext.RequestAborted);
            request.HttpContext.Response.Cookies.Append(Language.CookieName, language, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                Secure = true,
                IsEssential = true,
            });
        }
        ReaderCurrency.Remember(request.HttpContext, form["currency"]);
        return Redirects.To(LocalPath.Or("/", form["returnUrl"]));
    }
}
