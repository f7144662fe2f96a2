using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Members;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Memberships.Restrictions;

/// <param name="Until">Exclusive; needed to suspend, left out for a ban.</param>
/// <param name="Everywhere">In the whole installation; only its owner can say so.</param>
public sealed record RestrictionRequest(RestrictionKind? Kind, DateTimeOffset? Until, string? Reason, bool Everywhere = false);

public sealed record RestrictionsResponse(IReadOnlyList<RestrictionRow> Items);

public sealed record AnswerRequest(string? Text);

internal static class RestrictionsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var managed = routes.MapGroup("/api/communities/{community}/manage/members/{id:long}/restrictions").WithTags("Members")
            .RequirePermission(Permissions.ManageMembers);
        managed.MapGet("", ListAsync).RequireScope("members:read")
            .WithName("ListRestrictions").WithSummary("What holds and held of a member in this community, the newest first.");
        managed.MapPost("", AddAsync).RequireScope("members:write")
            .WithName("RestrictMember").WithSummary("Silences, suspends or bans a member.");
        managed.MapDelete("/{restriction:long}",
            async (long id, long restriction, LiftRestriction lift, CancellationToken cancel, string? reason = null) =>
            {
                await lift.RunAsync(id, restriction, reason, cancel);
                return TypedResults.NoContent();
            }).RequireScope("members:write").WithName("LiftRestriction").WithSummary("Ends a restriction from now on.");
        managed.MapPost("/{restriction:long}/replies",
            async (long id, long restriction, AnswerRequest body, ReplyToAnswer reply, CancellationToken cancel) =>
            {
                await reply.RunAsync(id, restriction, body.Text, cancel);
                return TypedResults.NoContent();
            }).RequireScope("members:write").WithName("ReplyToAnswer").WithSummary("Replies to the member's open answer.");

        var own = routes.MapGroup("/api/me/restrictions").WithTags("Members");
        own.MapGet("", async (ReadRestrictions read, CurrentMember member, CancellationToken cancel) =>
                new RestrictionsResponse(await read.OwnAsync(member.RequireId(), cancel)))
            .RequireScope("account:read").WithName("ListOwnRestrictions").WithSummary("What holds and held of the caller, and why.");
        own.MapPost("/{restriction:long}/answers",
            async (long restriction, AnswerRequest body, AnswerRestriction answer, CancellationToken cancel) =>
            {
                await answer.RunAsync(restriction, body.Text, cancel);
                return TypedResults.NoContent();
            }).RequireScope("account:write").WithName("AnswerRestriction").WithSummary("Answers to the operators, once until they reply.");
    }

    private static async Task<IResult> ListAsync(
        long id, ReadRestrictions read, PeopleHere people, AppDb db, CancellationToken cancel) =>
        await people.MayNameAsync(id, cancel)
            ? TypedResults.Ok(new RestrictionsResponse(await read.OfMemberAsync(db.CommunityId, id, cancel)))
            : throw Refused.NotFound();

    private static async Task<IResult> AddAsync(
        long id, RestrictionRequest body, RestrictMember restrict, CommunityScope scope, CancellationToken cancel)
    {
        var made = await restrict.RunAsync(
            id, new NewRestriction(body.Kind, body.Until?.UtcDateTime, body.Reason, body.Everywhere), cancel);
        return TypedResults.Created(
            Redirects.Encode($"/api/communities/{scope.Required.Slug}/manage/members/{id}/restrictions"), new { id = made });
    }
}
