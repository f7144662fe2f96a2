using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.BuiltIn;

/// <summary>How the community at hand wants its built-in bots, and what they have done.</summary>
internal sealed class BuiltInBots(AppDb db)
{
    /// <summary><c>null</c> while it is off.</summary>
    public Task<BuiltInBot?> OnAsync(BuiltInKind kind, CancellationToken cancel) =>
        db.Set<BuiltInBot>().AsNoTracking().SingleOrDefaultAsync(b => b.Kind == kind && b.OnSince != null, cancel);

    public async Task<IReadOnlyDictionary<BuiltInKind, BuiltInBot>> AllAsync(CancellationToken cancel) =>
        await db.Set<BuiltInBot>().AsNoTracking().ToDictionaryAsync(b => b.Kind, cancel);

    public Task<bool> HasDoneAsync(BuiltInKind kind, string key, CancellationToken cancel) =>
        db.Set<BuiltInDeed>().AnyAsync(d => d.Kind == kind && d.Key == key, cancel);

    /// <summary>In the caller's unit of work: the deed and its telling are saved together, and its key allows both once.</summary>
    public void Do(BuiltInDeed deed, BotNoticeGiven? told = null)
    {
        db.Add(deed);
        if (told is not null)
            db.Publish(() => told);
    }
}
