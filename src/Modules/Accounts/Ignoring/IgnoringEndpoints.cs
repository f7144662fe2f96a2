using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Accounts.Ignoring;

/// <summary>Whom a member ignores, for pages and programs: the same in all communities.</summary>
internal static class IgnoringEndpoints
{
    public const string Page = "/account/ignored";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Page, async (
                [FromForm] long member, [FromForm] bool on, [FromForm] string? returnUrl, IgnoreMember ignore, CancellationToken cancel) =>
            {
                await ignore.RunAsync(member, on, cancel);
                return Redirects.To(LocalPath.Or(Page, returnUrl));
            }).RequireAuthorization().ExcludeFromDescription();

        var me = routes.MapGroup("/api/me").WithTags("Account");
        me.MapGet("/ignored", async (IgnoreMember ignore, CancellationToken cancel) =>
                TypedResults.Ok((await ignore.ListAsync(cancel)).Select(m => new IgnoredDocument(m.Id, m.Name)).ToList()))
            .RequireScope("account:read").WithName("ListIgnored").WithSummary("Members whom the caller ignores, by name.");
        me.MapPut("/ignored/{id:long}", async Task<NoContent> (long id, IgnoreMember ignore, CancellationToken cancel) =>
            {
                await ignore.RunAsync(id, true, cancel);
                return TypedResults.NoContent();
            })
            .RequireScope("account:write").WithName("IgnoreMember").WithSummary("The caller hears nothing from this member any more.")
            .ProducesProblem(404).ProducesProblem(422);
        me.MapDelete("/ignored/{id:long}", async Task<NoContent> (long id, IgnoreMember ignore, CancellationToken cancel) =>
            {
                await ignore.RunAsync(id, false, cancel);
                return TypedResults.NoContent();
            })
            .RequireScope("account:write").WithName("StopIgnoringMember").WithSummary("Takes that back.").ProducesProblem(404);
    }
}

/// <summary>A member who is ignored.</summary>
public sealed record IgnoredDocument(long Id, string Name);
