using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Accounts.SignIn;

/// <summary>
/// Ends this session. The form stands in every page's frame, so it carries no token: the cookie is not sent across sites
/// (SameSite), and a request of another origin is refused before it comes here.
/// </summary>
internal static class SignOut
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/sign-out", RunAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> RunAsync(HttpRequest request)
    {
        var form = await request.ReadBoundedFormAsync();
        await request.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Redirects.To(LocalPath.Or("/", form["returnUrl"]));
    }
}
