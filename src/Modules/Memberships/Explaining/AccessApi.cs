using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Members;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Memberships.Explaining;

/// <param name="MemberId">Null for a visitor.</param>
/// <param name="OpenedBy">The tiers on sale that would open it; empty when it is open.</param>
public sealed record AccessAnswer(
    long? MemberId, string? Member, string Thing, string Title, string Path, DateTime At, bool Allowed, IReadOnlyList<AccessReason> Reasons,
    IReadOnlyList<TierOffer> OpenedBy);

/// <param name="Holds">Whether it speaks for the member.</param>
/// <param name="Text">In the language of the request.</param>
/// <param name="Source">The document it rests on, e.g. <c>gift:3</c>; null for a rule.</param>
public sealed record AccessReason(bool Holds, string Text, string? Source);

internal static class AccessApi
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/communities/{community}/access", RunAsync)
            .RequireScope("members:read").RequirePermission(Permissions.ManageMembers)
            .WithTags("Members").WithName("ExplainAccess")
            .WithSummary("Why a member can or cannot read a thing, now or at another instant.")
            .WithDescription("member: number or e-mail address of somebody of this community, left out for a visitor. thing: e.g. article:17, or an address of this site. at: ISO 8601 with an offset, left out for now.");

    private static async Task<AccessAnswer> RunAsync(
        string? member, string? thing, string? at, ExplainAccess explain, PeopleHere people, CommunityScope scope, ReasonText reasons,
        TimeProvider time, CancellationToken cancel)
    {
        var instant = string.IsNullOrWhiteSpace(at) ? time.GetUtcNow().UtcDateTime : ReadInstant(at);
        var asked = string.IsNullOrWhiteSpace(member) ? null
            : await people.FindAsync(member.Trim(), cancel) ?? throw Refused.AtField("member", "member_unknown", "No one in this community matches {0}.", member);
        var guarded = await explain.ThingAsync(scope.Id, thing, cancel);
        var answer = await explain.RunAsync(asked, guarded, instant, cancel);

        var zone = TimeZoneInfo.FindSystemTimeZoneById(scope.Required.TimeZone);
        string NameOf(Thing named) => named == guarded.Thing ? guarded.Title
            : answer.Documents.TryGetValue(named, out var title) ? reasons.Title(title) : reasons.Unnamed(named);
        return new AccessAnswer(
            asked?.Id, asked?.Name, guarded.Thing.ToString(), guarded.Title, guarded.Path ?? "", instant, answer.Decision.Allowed,
            [.. answer.Decision.Reasons.Select(r => new AccessReason(r.Holds, reasons.Write(r, zone, NameOf), r.Source?.ToString()))],
            answer.Decision.OpenedBy);
    }

    private static DateTime ReadInstant(string at) =>
        DateTimeOffset.TryParse(at.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.UtcDateTime
            : throw Refused.AtField("at", "time_malformed", "This is not a time. Write it like {0}.", "2026-03-02T16:00:00+08:00");
}
