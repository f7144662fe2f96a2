using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Interactions;

/// <summary>Lets a member turn to a bot. Whoever calls it has asked the gate about the place, for both of them.</summary>
internal sealed class BeginInteraction(AppDb db, CurrentMember member, TimeProvider time)
{
    /// <summary>More in a minute is no talk.</summary>
    public const int MostPerMinute = 30;

    /// <summary>What was asked under this key before.</summary>
    public Task<Interaction?> FindAsync(string key, CancellationToken cancel)
    {
        var asker = member.RequireId();
        return db.Set<Interaction>().AsNoTracking().SingleOrDefaultAsync(i => i.AskerId == asker && i.Key == key, cancel);
    }

    /// <exception cref="Refused">429: too often.</exception>
    public async Task<Interaction> RunAsync(Bot bot, Asked asked, string key, CancellationToken cancel)
    {
        var (asker, now) = (member.RequireId(), time.GetUtcNow().UtcDateTime);
        var since = now.AddMinutes(-1);
        if (await db.Set<Interaction>().CountAsync(i => i.AskerId == asker && i.AskedAt > since, cancel) >= MostPerMinute)
            throw new Refused("too_many_interactions", 429, "You're doing that too often. Wait a few seconds and try again.")
            {
                RetryAfter = TimeSpan.FromSeconds(20),
            };
        var begun = Interaction.Of(bot, asker, asked, key, now);
        db.Add(begun);
        if (asked.Kind == InteractionKind.Command)
            db.Publish(() => new CommandUsed(bot.CommunityId, asker, bot.MemberId, begun.Id));
        else
            db.Publish(() => new ButtonPressed(bot.CommunityId, asker, bot.MemberId, begun.Id));
        if (bot.WebhookUrl is not null)
            db.Enqueue(() => new WorkOrder($"{begun.Id}", new SendInteraction(begun.Id)));
        try
        {
            await db.SaveChangesAsync(cancel);
            return begun;
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            db.ChangeTracker.Clear();
            return await FindAsync(key, cancel) ?? throw new InvalidOperationException("Another key collided.", failed);
        }
    }
}
