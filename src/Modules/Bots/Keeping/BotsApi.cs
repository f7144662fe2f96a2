using Guildhall.Bots.Buttons;
using Guildhall.Bots.Commands;
using Guildhall.Bots.Interactions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Bots.Keeping;

/// <param name="Community">Slug of the community in which it works.</param>
public sealed record OwnBotDocument(long Id, long Member, string Name, string Community, IReadOnlyList<string> Scopes);

/// <summary>What a bot does with its own token, and what members' programs ask of bots.</summary>
internal static class BotsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/communities/{community}/bots/me").WithTags("Bots").RequireScope(BotScopes.Answer);
        me.MapGet("", MeAsync).WithName("GetOwnBot").WithSummary("The bot whose token this is.").ProducesProblem(404);
        me.MapPut("/commands", async (string community, CommandsInput input, DeclareCommands declare, CancellationToken cancel) =>
                TypedResults.Ok(new CommandListDocument(await declare.RunAsync(input.Commands, cancel))))
            .WithName("DeclareCommands").WithSummary("Says which commands this bot has: all of them at once.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        me.MapPut("/{kind}/{id:long}/buttons", PutAsync).WithName("PutButtons").WithSummary("Puts buttons below what this bot said itself; `kind` is messages, topics or replies.")
            .ProducesProblem(404).ProducesProblem(422);

        routes.MapPost("/api/interactions/{ticket}/answer", async (string ticket, AnswerInput input, AnswerInteraction answer, CancellationToken cancel) =>
                TypedResults.Ok(await answer.RunAsync(ticket, input, cancel)))
            .WithTags("Bots").RequireScope(BotScopes.Answer).WithName("AnswerInteraction")
            .WithSummary("Answers a command or a button by its ticket, within 3 seconds; or defers the answer, which then has 15 minutes.")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(422);

        var read = routes.MapGroup("/api/communities/{community}").WithTags("Bots").RequireScope(BotScopes.Read);
        read.MapGet("/bots/commands", CommandsAsync).WithName("ListCommands").WithSummary("The commands that the caller may use in a `channel`, or in a `place` such as topic:12, reply:7 or article:3.").ProducesProblem(404);
        read.MapGet("/bots/interactions/{id:long}", async (string community, long id, ReadInteractions interactions, CancellationToken cancel) =>
                TypedResults.Ok(await interactions.OneAsync(id, cancel)))
            .WithName("GetInteraction").WithSummary("What the caller asked of a bot, and its answer.").ProducesProblem(404);
        routes.MapPost("/api/communities/{community}/bots/buttons/{id:long}/presses", PressAsync).WithTags("Bots").RequireScope(BotScopes.Post)
            .WithName("PressButton").WithSummary("Presses a button of a bot; the answer is seen at the interaction.").ProducesProblem(404).ProducesProblem(429);
    }

    private static async Task<Ok<OwnBotDocument>> MeAsync(
        string community, CurrentBot current, CurrentMember member, CancellationToken cancel)
    {
        var bot = await current.RequireAsync(cancel);
        return TypedResults.Ok(new OwnBotDocument(bot.Id, bot.MemberId, member.Name, community, bot.ScopeList));
    }

    private static async Task<NoContent> PutAsync(
        string community, string kind, long id, ButtonsInput input, PutButtons put, CancellationToken cancel)
    {
        await put.RunAsync(new Thing(kind switch
        {
            "messages" => "message",
            "topics" => "topic",
            "replies" => "reply",
            _ => throw Refused.NotFound(),
        }, id), input.Buttons, cancel);
        return TypedResults.NoContent();
    }

    /// <param name="channel">Id of a channel that the caller reads.</param>
    /// <param name="place">Instead of it: a topic, a reply, or what is commented on.</param>
    private static async Task<Ok<CommandListDocument>> CommandsAsync(
        string community, long? channel, string? place, IThings things, CurrentMember member, CommunityScope scope, FindCommands find,
        CancellationToken cancel)
    {
        var wanted = channel is { } id ? new Thing("channel", id) : Thing.Parse(place) ?? throw Refused.NotFound();
        return (await things.FindAsync(scope.Id, [wanted], member.Viewer, cancel)).Values.Any(t => t.IsWhole)
            ? TypedResults.Ok(new CommandListDocument(await find.AllAsync(wanted, cancel))) : throw Refused.NotFound();
    }

    private static async Task<Created<InteractionDocument>> PressAsync(
        string community, long id, HttpContext http, PressButton press, ReadInteractions read, CancellationToken cancel)
    {
        var wanted = http.Request.Headers["Idempotency-Key"].ToString();
        var key = wanted is { Length: > 0 and <= Interaction.MaxKey } ? wanted : Guid.NewGuid().ToString("n");
        var (interaction, _) = await press.RunAsync(id, key, cancel);
        return TypedResults.Created(
            Redirects.Encode($"/api/communities/{community}/bots/interactions/{interaction.Id}"), await read.OneAsync(interaction.Id, cancel));
    }
}
