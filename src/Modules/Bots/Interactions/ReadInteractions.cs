using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Interactions;

/// <param name="Kind">"command" or "button".</param>
/// <param name="Name">Of the command, or the action of the button.</param>
/// <param name="State">"waiting", "deferred", "answered" or "unanswered".</param>
/// <param name="Html">The answer for the asker alone, sanitised; empty where there is none, or where everyone sees it.</param>
public sealed record InteractionDocument(
    long Id, InteractionKind Kind, string Name, string Text, string Bot, InteractionState State, DateTime AskedAt, string Html);

/// <summary>What somebody asked of bots, for them alone.</summary>
internal sealed class ReadInteractions(AppDb db, IChatWriting chat, CurrentMember member, CommunityScope scope, TimeProvider time)
{
    private const int Shown = 3, Looked = 10;

    /// <exception cref="Refused">404: it is not there, or somebody else's.</exception>
    public async Task<InteractionDocument> OneAsync(long id, CancellationToken cancel) =>
        await FindAsync(id, cancel) ?? throw Refused.NotFound();

    /// <returns><c>null</c> where it is not there, or somebody else's.</returns>
    public async Task<InteractionDocument?> FindAsync(long id, CancellationToken cancel) =>
        (await ReadAsync(Own().Where(i => i.Id == id), cancel)).SingleOrDefault();

    /// <summary>The newest ones of a channel or thread, the oldest first; answers that everyone sees are not among them.</summary>
    public async Task<IReadOnlyList<InteractionDocument>> InAsync(long channelId, long? threadId, CancellationToken cancel)
    {
        var since = Now() - Interaction.Life;
        var pressed = await PressedInAsync(channelId, threadId, since, cancel);
        var newest = await ReadAsync(
            Own().Where(i => i.AskedAt > since && (pressed.Contains(i.PlaceId) && i.PlaceKind == "message"
                    || i.PlaceKind == "channel" && i.PlaceId == channelId && i.ThreadId == threadId))
                .Where(i => i.AnsweredAt == null || i.AnswerHtml != "").OrderByDescending(i => i.Id).Take(Shown), cancel);
        return [.. newest.Reverse()];
    }

    /// <summary>The messages there below which something was pressed a moment ago: chat knows where they stand.</summary>
    private async Task<IReadOnlyList<long>> PressedInAsync(long channelId, long? threadId, DateTime since, CancellationToken cancel)
    {
        var messages = await Own().Where(i => i.PlaceKind == "message" && i.AskedAt > since).OrderByDescending(i => i.Id).Take(Looked)
            .Select(i => i.PlaceId).ToListAsync(cancel);
        var there = new List<long>();
        foreach (var id in messages.Distinct())
            if (await chat.FindAsync(scope.Id, id, cancel) is { } place && place.ChannelId == channelId && place.ThreadId == threadId)
                there.Add(id);
        return there;
    }

    /// <summary>Where a pressed button stands, for the way back.</summary>
    public async Task<Thing> PlaceAsync(long id, CancellationToken cancel) =>
        (await Own().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel) ?? throw Refused.NotFound()).Place.Thing;

    private IQueryable<Interaction> Own()
    {
        var me = member.RequireId();
        return db.Set<Interaction>().Where(i => i.AskerId == me);
    }

    private async Task<IReadOnlyList<InteractionDocument>> ReadAsync(IQueryable<Interaction> some, CancellationToken cancel)
    {
        var rows = await some.AsNoTracking().Select(i => new
        {
            Interaction = i,
            Bot = db.Set<Bot>().Where(b => b.Id == i.BotId).Select(b => db.Members.First(m => m.Id == b.MemberId).Name).First(),
        }).ToListAsync(cancel);
        var now = Now();
        return rows.ConvertAll(r => new InteractionDocument(
            r.Interaction.Id, r.Interaction.Kind, r.Interaction.Name, r.Interaction.Text, r.Bot, r.Interaction.StateAt(now),
            r.Interaction.AskedAt, r.Interaction.AnswerHtml));
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
