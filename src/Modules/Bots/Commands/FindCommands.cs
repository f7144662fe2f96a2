using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Commands;

/// <summary>
/// The commands that whoever acts now may use in a place. A bot that may not read the place has none there: by a command it would
/// hear of it.
/// </summary>
internal sealed class FindCommands(AppDb db, IThings things, IAccess access, CurrentMember member, TimeProvider time)
{
    /// <returns><c>null</c> alike where there is none, where it is not theirs to use, and where its bot does nothing.</returns>
    public async Task<(BotCommand Command, Bot Bot)?> OneAsync(string name, Thing place, CancellationToken cancel) =>
        (await UsableAsync(db.Set<BotCommand>().Where(c => c.Name == name), place, cancel))
            .Select(c => ((BotCommand, Bot)?)(c.Command, c.Bot)).SingleOrDefault();

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<CommandDocument>> AllAsync(Thing place, CancellationToken cancel) =>
        [.. (await UsableAsync(db.Set<BotCommand>(), place, cancel)).Select(c => CommandDocument.Of(c.Command))];

    private async Task<List<Found>> UsableAsync(IQueryable<BotCommand> wanted, Thing place, CancellationToken cancel)
    {
        var found = await wanted.AsNoTracking().Join(db.Set<Bot>().Where(b => b.SuspendedAt == null && b.DeletedAt == null),
            c => c.BotId, b => b.Id, (c, b) => new Found(c, b)).ToListAsync(cancel);
        if (found.Exists(f => f.Command.Users == CommandUsers.Team) && !await ModeratesAsync(cancel))
            found.RemoveAll(f => f.Command.Users == CommandUsers.Team);
        foreach (var bot in found.Select(f => f.Bot).DistinctBy(b => b.Id).ToList())
            if (!(await things.FindAsync(db.CommunityId, [place], bot.Viewer, cancel)).Values.Any(t => t.IsWhole))
                found.RemoveAll(f => f.Bot.Id == bot.Id);
        return [.. found.OrderBy(f => f.Command.Name, StringComparer.Ordinal)];
    }

    private async Task<bool> ModeratesAsync(CancellationToken cancel) => (await access.DecideAsync(
        member.Viewer, Need.Permission(db.CommunityId, Permissions.ModerateTopics), time.GetUtcNow().UtcDateTime, cancel)).Allowed;

    private sealed record Found(BotCommand Command, Bot Bot);
}
