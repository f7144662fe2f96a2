using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Accounts.TakingDown;

/// <summary>
/// Pictures that were taken down are seen by whose they were and by whoever may know of the case, so that an appeal is not decided blindly;
/// for everybody else there is nothing.
/// </summary>
internal sealed class TakenDownPictures(AppDb db, IServiceProvider services) : IFileOwner
{
    public IReadOnlyList<string> Kinds => [TakenDownPart.Kind];

    public async Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default)
    {
        var ids = things.Select(t => t.Id).ToList();
        var rows = await db.Set<TakenDownPart>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var audiences = new Dictionary<Thing, FileAudience>();
        foreach (var thing in things)
            audiences[thing] = viewer.MemberId is { } me && rows.GetValueOrDefault(thing.Id) is { } row
                && (row.MemberId == me || await MayDecideAsync(row, viewer, cancel)) ? FileAudience.Viewer : FileAudience.Nobody;
        return audiences;
    }

    private async Task<bool> MayDecideAsync(TakenDownPart row, Viewer viewer, CancellationToken cancel)
    {
        var about = new Thing("case", row.CaseId);
        return (await services.GetRequiredService<IThings>().FindAsync(row.DecidedIn, [about], viewer, cancel)).ContainsKey(about);
    }
}
