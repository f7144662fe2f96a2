using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Http.Outbound;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Interactions;

/// <summary>Work: a bot with an endpoint hears of an interaction there.</summary>
internal sealed record SendInteraction(long InteractionId);

/// <summary>
/// One signed POST, as outgoing webhooks are signed. It is tried once: after three seconds nobody waits any more. The answer comes by the
/// ticket; what the endpoint itself answers is not read.
/// </summary>
internal sealed class SendInteractions(
    AppDb db, IHttpClientFactory clients, BotSecrets secrets, CommunityScope scope, TimeProvider time) : IWork<SendInteraction>
{
    public static readonly WorkOptions Options = new() { Parallel = 8, MaxAttempts = 1 };

    private static readonly JsonSerializerOptions Camel =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task RunAsync(SendInteraction payload, WorkContext context, CancellationToken cancel)
    {
        if (await InteractionsHeard.ReadAsync(db, scope.Id, payload.InteractionId, cancel) is not var (interaction, bot, told)
            || bot is not { IsActive: true, WebhookUrl: { } url, WebhookSecret: { } secret }
            || interaction.StateAt(Now()) != InteractionState.Waiting)
            return;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Interaction.Patience);
        var taken = false;
        try
        {
            using var request = Request(url, secrets.Open(secret), interaction, told);
            using var response = await clients.CreateClient(Outbound.Guarded)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
            // A redirect is no answer: it would lead where nobody has looked.
            taken = response.IsSuccessStatusCode;
        }
        catch (Exception error) when (OutboundFailure.Of(error, cancel) is not null)
        {
            // Told to the asker below, as that nobody is there.
        }
        if (!taken)
            await LoseAsync(interaction, bot, cancel);
    }

    private HttpRequestMessage Request(string url, string secret, Interaction interaction, object told)
    {
        var (now, id) = (Now(), $"interaction_{interaction.Id}");
        var kind = Activity.KindOf(interaction.Kind == InteractionKind.Command ? typeof(CommandUsed) : typeof(ButtonPressed));
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { type = kind, timestamp = now, community = scope.Required.Slug, data = told }, Camel);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.ParseAdd("Guildhall-Bots/1.0");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", WebhookSignature.Timestamp(now));
        request.Headers.Add("webhook-signature", WebhookSignature.Sign([secret], id, now, body));
        return request;
    }

    private async Task LoseAsync(Interaction interaction, Bot bot, CancellationToken cancel)
    {
        var lost = await db.Set<Interaction>().SingleAsync(i => i.Id == interaction.Id, cancel);
        lost.Lose(Now());
        db.Publish(() => new InteractionAnswered(interaction.CommunityId, bot.MemberId, interaction.AskerId, interaction.Id));
        await db.SaveChangesAsync(cancel);
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
