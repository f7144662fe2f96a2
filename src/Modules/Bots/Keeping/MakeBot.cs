using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Keeping;

/// <summary>What is typed about a bot that shall be made.</summary>
/// <param name="About">Markdown.</param>
/// <param name="TierId">It reads what members of this tier read; <c>null</c> for what visitors do.</param>
internal sealed record BotWish(string? Name, string? Handle, string? About, IReadOnlyCollection<string>? Scopes, long? TierId);

/// <summary>Makes a bot: a member, how far it reads, and its first token. Nobody gives a bot more than they hold themselves.</summary>
internal sealed class MakeBot(
    AppDb db, Guard guard, IAccess access, IGrants grants, IBotMembers members, CommunityScope scope, TimeProvider time)
{
    /// <summary>A community with more has a mistake in a script.</summary>
    public const int Most = 50;

    /// <returns>Its id, and its token, which is shown this once.</returns>
    public async Task<(long Id, string Token)> RunAsync(BotWish wish, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(BotsModule.Manage, cancel);
        var (now, scopes) = (time.GetUtcNow().UtcDateTime, BotScopes.Check(wish.Scopes));
        if (wish.TierId is { } tier && !(await access.HoldingsAsync(new Viewer(by), scope.Id, now, cancel)).Opens(tier))
            throw Refused.AtField("tier", "tier_unknown", "Choose a tier that you can read yourself.");
        Bot bot;
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            await db.LockAsync(LockOn.Community, scope.Id, cancel);
            if (await db.Set<Bot>().CountAsync(b => b.DeletedAt == null, cancel) >= Most)
                throw new Refused("too_many_bots", 409, "A community can have at most {0} bots. Delete one first.", Most);
            bot = await SaveAsync(wish, scopes, by, now, cancel);
            await transaction.CommitAsync(cancel);
        }
        return (bot.Id, await members.RotateTokenAsync(bot.MemberId, scopes, cancel));
    }

    /// <summary>For the one that comes with the program. In the caller's transaction; it saves.</summary>
    /// <param name="by"><c>null</c>: the program itself answers for it.</param>
    public async Task<Bot> SaveAsync(BotWish wish, IReadOnlyList<string> scopes, long? by, DateTime now, CancellationToken cancel)
    {
        var community = scope.Required;
        var member = await members.CreateAsync(
            new NewBotMember(wish.Name, wish.Handle, wish.About, community.Language, community.TimeZone), cancel);
        var bot = Bot.Of(scope.Id, member, by, scopes, wish.TierId, now);
        db.Add(bot);
        await db.SaveChangesAsync(cancel);
        if (wish.TierId is { } tier)
            await grants.GrantTierAsync(scope.Id, member, tier, now, null, bot.Thing, by, now, cancel);
        await db.SaveChangesAsync(cancel);
        return bot;
    }
}
