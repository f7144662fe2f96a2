using Guildhall.Chat.Settings;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Chat.Api;

/// <summary>Who may write to a member, for programs: the same in all communities.</summary>
internal static class ReachabilityApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/me").WithTags("Chat");
        me.MapGet("/reachability", async (ChangeReachability reach, CancellationToken cancel) =>
                TypedResults.Ok(new ReachabilityDocument(await reach.CurrentAsync(cancel))))
            .RequireScope("account:read").WithName("GetReachability").WithSummary("Who may begin a conversation with the caller: members or team.");
        me.MapPut("/reachability", async Task<NoContent> (ReachabilityInput input, ChangeReachability reach, CancellationToken cancel) =>
            {
                await reach.RunAsync(input.Who ?? throw Refused.AtField("who", "who_missing", "Say members or team."), cancel);
                return TypedResults.NoContent();
            })
            .RequireScope("account:write").WithName("SetReachability").WithSummary("Changes that.").ProducesProblem(422);
    }
}

/// <param name="Who">"members" of a community that both are in, or the "team" alone, which may always.</param>
public sealed record ReachabilityDocument(WhoWrites Who);

/// <param name="Who">"members" or "team".</param>
public sealed record ReachabilityInput(WhoWrites? Who);
