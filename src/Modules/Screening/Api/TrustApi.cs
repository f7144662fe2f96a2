using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Screening.Trust;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Screening.Api;

/// <summary>Trust levels for operators' programs.</summary>
internal static class TrustApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/communities/{community}/manage/screening/trust").WithTags("Screening").RequirePermission(Permissions.ManageScreening);
        all.MapGet("", ListAsync).RequireScope(WordsApi.Read).WithName("ListTrustLevels").WithSummary("Members who took part, with their levels.");
        var writes = all.MapGroup("/{member:long}/lock").RequireScope(WordsApi.Write);
        writes.MapPut("", LockAsync).WithName("LockTrustLevel").WithSummary("Fixes a member's level.").ProducesProblem(422);
        writes.MapDelete("", UnlockAsync).WithName("UnlockTrustLevel").WithSummary("Lets it follow again from what the member does.");
    }

    private static async Task<Ok<TrustResponse>> ListAsync(
        string community, ReadTrust read, CancellationToken cancel, string? level = null, long? after = null, int limit = 50)
    {
        var page = await read.MembersAsync(EnumWords.Read<TrustLevel>(level), null, after, Paging.Limit(limit), cancel);
        return TypedResults.Ok(new TrustResponse(page.Items, page.Next));
    }

    private static async Task<NoContent> LockAsync(string community, long member, LockRequest wanted, LockTrust locks,
        CancellationToken cancel)
    {
        await locks.RunAsync(member, wanted.Level, wanted.Reason, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> UnlockAsync(string community, long member, LockTrust locks, CancellationToken cancel)
    {
        await locks.UnlockAsync(member, cancel);
        return TypedResults.NoContent();
    }
}

/// <param name="Next">The value of after that continues the list; null at its end.</param>
public sealed record TrustResponse(IReadOnlyList<TrustRow> Items, long? Next);

/// <param name="Reason">For the other operators.</param>
public sealed record LockRequest(TrustLevel? Level, string? Reason);
