using Guildhall.Chat.Channels;
using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Chat.Finding;

/// <summary>
/// Puts messages of channels into the search a moment after they were said, some in each transaction, so that posting pays nothing for it
/// and whoever posts comes in between. Works across communities. Conversations are never in the index: their people search them by
/// themselves.
/// </summary>
internal sealed class IndexMessages(IServiceScopeFactory scopes) : IWorker
{
    private const int Step = 20;

    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        var worked = false;
        while (await StepAsync(cancel) is var done and > 0)
        {
            worked = true;
            if (done < Step)
                break;
        }
        return worked;
    }

    private async Task<int> StepAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (!await Waiting(db).AnyAsync(cancel))
            return 0;
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Of several nodes one: two would write the same entries.
        await db.LockAsync(LockOn.Channel, 0, cancel);
        var messages = await Waiting(db).OrderBy(m => m.Id).Take(Step).ToListAsync(cancel);
        foreach (var message in messages)
        {
            await IndexAsync(scope.ServiceProvider, db, message, cancel);
            var (id, change) = (message.Id, message.Change);
            await db.Set<Message>().IgnoreQueryFilters().Where(m => m.Id == id && m.Change == change)
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.IsUnindexed, (bool?)null), cancel);
        }
        await transaction.CommitAsync(cancel);
        return messages.Count;
    }

    private static async Task IndexAsync(IServiceProvider services, AppDb db, Message message, CancellationToken cancel)
    {
        var index = services.GetRequiredService<ISearchIndex>();
        var community = await services.GetRequiredService<ICommunities>().FindAsync(message.CommunityId, cancel);
        var channel = await db.Set<Channel>().IgnoreQueryFilters().AsNoTracking().SingleAsync(c => c.Id == message.ChannelId, cancel);
        if (!message.IsShown || community is null || community.ChatSpace(channel.SpaceId) is not { } space || message.Markdown.Length == 0)
        {
            await index.RemoveAsync(message.Thing, cancel);
            return;
        }
        services.GetRequiredService<CommunityScope>().Enter(community);
        // Who was removed from the channel is told apart for every hit, by the gate.
        var asked = ChannelTerms.Reading(space);
        var plain = MarkdownRenderer.Render(message.Markdown).PlainFull;
        // Found by its own words: a channel's name would find all that was ever said there.
        await index.PutAsync(new SearchableThing(
            community.Id, message.Thing, "", plain, plain, asked, asked, message.AuthorId, message.CreatedAt), cancel);
    }

    private static IQueryable<Message> Waiting(AppDb db) =>
        db.Set<Message>().IgnoreQueryFilters().AsNoTracking().Where(m => m.IsUnindexed != null);
}

/// <summary>Another tier reads a space: the search shall find its messages for those alone who may know of them.</summary>
internal sealed class ReindexMessages(AppDb db, ICommunities communities) : IHandle<SpaceAccessChanged>
{
    public async Task HandleAsync(SpaceAccessChanged happened, Envelope envelope, CancellationToken cancel)
    {
        if ((await communities.FindAsync(happened.CommunityId, cancel))?.ChatSpace(happened.SpaceId) is null)
            return;
        await db.Set<Message>()
            .Where(m => db.Set<Channel>().Any(c => c.Id == m.ChannelId && c.SpaceId == happened.SpaceId))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.IsUnindexed, (bool?)true), cancel);
    }
}
