using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Bots.Keeping;

/// <param name="Handle">Letters a to z, digits and hyphens; it stays.</param>
/// <param name="About">Markdown.</param>
/// <param name="Scopes">Of "events:read", "articles:read", "posts:write", "bots:answer".</param>
/// <param name="Tier">Id of the tier whose members read as much; left out for what visitors read.</param>
public sealed record BotInput(string? Name, string? Handle, string? About, IReadOnlyList<string>? Scopes, long? Tier);

/// <param name="Token">Shown this once.</param>
public sealed record BotCreated(long Id, string Token);

public sealed record BotToken(string Token);

public sealed record BotListDocument(IReadOnlyList<BotDocument> Items);

/// <summary>The team's bots: the pages' buttons. A token is shown on the page that made it, and by no address.</summary>
internal static class ManageBots
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/c/{community}/manage/bots/{id:long}").RequirePermission(BotsModule.Manage).ExcludeFromDescription();
        one.MapPost("/suspension", async (string community, long id, [FromForm] bool on, ArrangeBots arrange, CancellationToken cancel) =>
        {
            await arrange.SuspendAsync(id, on, cancel);
            return Redirects.To($"/c/{community}/manage/bots/{id}");
        });
        one.MapPost("/revocation", async (string community, long id, [FromForm] IFormCollection _, ArrangeBots arrange, CancellationToken cancel) =>
        {
            await arrange.RevokeTokenAsync(id, cancel);
            return Redirects.To($"/c/{community}/manage/bots/{id}");
        });
        one.MapPost("/deletion", async (string community, long id, [FromForm] IFormCollection _, ArrangeBots arrange, CancellationToken cancel) =>
        {
            await arrange.DeleteAsync(id, cancel);
            return Redirects.To($"/c/{community}/manage/bots");
        });

        var api = routes.MapGroup("/api/communities/{community}/manage/bots").WithTags("Bots").RequirePermission(BotsModule.Manage);
        api.MapGet("", async (string community, BotLists lists, CancellationToken cancel) =>
            TypedResults.Ok(new BotListDocument(await lists.AllAsync(cancel)))).WithName("ListBots").WithSummary("The bots of the community.");
        api.MapPost("", CreateAsync).WithName("CreateBot").WithSummary("Makes a bot; its token is in the answer and nowhere else.").ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/{id:long}/token", async (string community, long id, ArrangeBots arrange, CancellationToken cancel) =>
                TypedResults.Ok(new BotToken(await arrange.RotateTokenAsync(id, cancel))))
            .WithName("RotateBotToken").WithSummary("Makes a new token; the one before ends within five seconds.").ProducesProblem(404).ProducesProblem(409);
        api.MapPut("/{id:long}/suspension", async (string community, long id, ArrangeBots arrange, CancellationToken cancel) =>
            await DoneAsync(arrange.SuspendAsync(id, true, cancel))).WithName("SuspendBot").WithSummary("Ends its token and its streams; it does nothing any more.").ProducesProblem(404);
        api.MapDelete("/{id:long}/suspension", async (string community, long id, ArrangeBots arrange, CancellationToken cancel) =>
            await DoneAsync(arrange.SuspendAsync(id, false, cancel))).WithName("ResumeBot").WithSummary("Lets it go on, with a new token.").ProducesProblem(404);
        api.MapDelete("/{id:long}", async (string community, long id, ArrangeBots arrange, CancellationToken cancel) =>
            await DoneAsync(arrange.DeleteAsync(id, cancel))).WithName("DeleteBot").WithSummary("Deletes it; what it said stays.").ProducesProblem(404);
    }

    private static async Task<Created<BotCreated>> CreateAsync(string community, BotInput input, MakeBot make, CancellationToken cancel)
    {
        var (id, token) = await make.RunAsync(new BotWish(input.Name, input.Handle, input.About, input.Scopes, input.Tier), cancel);
        return TypedResults.Created((string?)null, new BotCreated(id, token));
    }

    private static async Task<NoContent> DoneAsync(Task deed)
    {
        await deed;
        return TypedResults.NoContent();
    }
}
