using Guildhall.Discussions.Reputations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Discussions.Api;

/// <summary>What votes and accepted answers say of members, for programs.</summary>
internal static class ReputationApi
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/communities/{community}/members/{member:long}/reputation", GetAsync).WithTags("Topics").AllowAnonymous()
            .WithName("GetReputation").WithSummary("Points of a member, from votes on answers and accepted answers; 1 for whom nothing counts yet.");

    private static async Task<Ok<ReputationDocument>> GetAsync(
        string community, long member, ReadReputation read, CancellationToken cancel) =>
        TypedResults.Ok(await read.FindAsync(member, cancel) is { } found
            ? new ReputationDocument(found.Points, found.AcceptedAnswers, found.Votes) : new ReputationDocument(Reckoning.Least, 0, 0));
}

/// <param name="Points">At least 1.</param>
/// <param name="Votes">That say that an answer helps.</param>
public sealed record ReputationDocument(int Points, int AcceptedAnswers, int Votes);
