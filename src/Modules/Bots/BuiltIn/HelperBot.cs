using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.BuiltIn;

/// <summary>The member as whom built-in bots speak. It has no token, and reads as far as the highest tier of the day it was made.</summary>
internal sealed class HelperBot(AppDb db, MakeBot make, ITiers tiers, CommunityScope scope, TimeProvider time)
{
    /// <summary><c>null</c> where none was needed yet.</summary>
    public Task<Bot?> FindAsync(CancellationToken cancel) =>
        db.Set<Bot>().AsNoTracking().SingleOrDefaultAsync(b => b.OwnerId == null, cancel);

    /// <summary>Inside the caller's transaction, under its lock on the community.</summary>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not null)
            return;
        var highest = (await tiers.ListAsync(scope.Id, cancel)).MaxBy(t => t.Rank);
        var name = scope.Required.Language == "zh" ? "书院助手" : "Guild helper";
        await make.SaveAsync(new BotWish(name, $"helper-{scope.Id}", "", [], highest?.TierId), [], null, time.GetUtcNow().UtcDateTime, cancel);
    }
}
