using System.Text.Json;
using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Interactions;

/// <summary>A bot hears what it is asked, and whoever asked that there is an answer; nobody else hears of either.</summary>
internal sealed class InteractionsHeard(AppDb db) : IHeardBy<CommandUsed>, IHeardBy<ButtonPressed>, IHeardBy<InteractionAnswered>
{
    public ValueTask<Heard> OfAsync(CommandUsed happened, CancellationToken cancel = default) =>
        AskedAsync(happened.CommunityId, happened.InteractionId, cancel);

    public ValueTask<Heard> OfAsync(ButtonPressed happened, CancellationToken cancel = default) =>
        AskedAsync(happened.CommunityId, happened.InteractionId, cancel);

    public ValueTask<Heard> OfAsync(InteractionAnswered happened, CancellationToken cancel = default) =>
        new(new Heard(new Audience.Of(happened.AskerId), new { id = happened.InteractionId }));

    private async ValueTask<Heard> AskedAsync(long communityId, long id, CancellationToken cancel)
    {
        if (await ReadAsync(db, communityId, id, cancel) is not var (interaction, bot, told))
            return Heard.ByNobody;
        // With an endpoint it hears there, and once is enough.
        return bot.WebhookUrl is not null || !bot.IsActive || !bot.ScopeList.Contains(BotScopes.Answer) ? Heard.ByNobody
            : new Heard(new Audience.Of(bot.MemberId), told);
    }

    /// <summary>What the bot is told of it, on its stream and at its endpoint alike.</summary>
    public static async Task<(Interaction Interaction, Bot Bot, object Told)?> ReadAsync(
        AppDb db, long communityId, long id, CancellationToken cancel)
    {
        var found = await db.Set<Interaction>().IgnoreQueryFilters().AsNoTracking()
            .Where(i => i.CommunityId == communityId && i.Id == id)
            .Join(db.Set<Bot>().IgnoreQueryFilters(), i => i.BotId, b => b.Id, (i, b) => new { Interaction = i, Bot = b })
            .Join(db.Members, f => f.Interaction.AskerId, m => m.Id, (f, m) => new { f.Interaction, f.Bot, m.Name })
            .SingleOrDefaultAsync(cancel);
        if (found is null)
            return null;
        var (one, place) = (found.Interaction, found.Interaction.Place);
        return (one, found.Bot, new
        {
            one.Id,
            one.Ticket,
            Kind = EnumWords.Of(one.Kind),
            one.Name,
            one.Text,
            Options = JsonSerializer.Deserialize<JsonElement>(one.Options),
            By = new { id = one.AskerId, found.Name },
            Place = new { place.Thing.Kind, place.Thing.Id, thread = place.ThreadId },
            AnswerBy = one.AskedAt + Interaction.Patience,
        });
    }
}
