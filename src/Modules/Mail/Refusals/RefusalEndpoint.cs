using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Mail.Refusals;

// RFC 8058: the mail program POSTs "List-Unsubscribe=One-Click" to the address in List-Unsubscribe, without cookies and without any token
// of ours. The address itself is the permission; a GET must change nothing, because programs fetch links to look at them.
internal static class RefusalEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // A mail program without one-click opens the same address in a browser.
        routes.MapGet("/mail/refusal/{token}", (string token) => Redirects.To(PageOf(token))).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/mail/refusal/{token}", RefuseAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> RefuseAsync(
        string token, HttpRequest request, RefusalLinks links, IMailRefusals refusals, CancellationToken cancel)
    {
        var (member, kind) = links.Read(token) ?? throw Refused.NotFound();
        var form = request.HasFormContentType ? await request.ReadFormAsync(cancel) : FormCollection.Empty;
        await refusals.SetAsync(member, kind, refused: form["again"] != "true", cancel);
        // A mail program follows no redirect.
        return form["List-Unsubscribe"] == "One-Click" ? Results.Ok() : Redirects.To(PageOf(token));
    }

    private static string PageOf(string token) => $"/mail/kinds/{token}";
}
