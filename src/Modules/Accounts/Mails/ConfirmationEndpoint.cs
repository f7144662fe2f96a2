using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Accounts.Mails;

/// <summary>The button that asks for a mail to confirm one's address.</summary>
internal static class ConfirmationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/account/confirmation", async ([FromForm] IFormCollection _, ConfirmEmail confirm, CancellationToken cancel) =>
        {
            await confirm.AskAsync(cancel);
            return Redirects.To("/account?mailed=1");
        })
        .RequireAuthorization().ExcludeFromDescription();
}
