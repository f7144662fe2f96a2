using System.Security.Cryptography;
using Guildhall.Communities.Opening;
using Guildhall.Communities.Setup;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Demo;

/// <summary>
/// Fills an empty installation with two communities that look lived in. Run again it finishes what an interrupted run left
/// undone, and otherwise changes nothing. It refuses to touch an installation that is somebody's own.
/// </summary>
internal sealed class FillDemo(AppDb db, IMembers members, OpenCommunity open, FillCommunity fill, TimeProvider time)
{
    public const string OwnerEmail = "demo@example.org";

    public async Task<DemoAnswer> RunAsync(CancellationToken cancel)
    {
        var installation = await db.Set<Installation>().AsNoTracking().SingleOrDefaultAsync(cancel);
        if (installation is { IsDemo: false } || (installation is null && await db.Members.AnyAsync(cancel)))
            throw new Refused("not_empty", 409, "This site is already in use. The demo only fills an empty one: choose another data folder with Guildhall__Data.");

        var password = installation is null ? NewPassword() : null;
        var ownerId = installation?.OwnerId ?? await MakeOwnerAsync(password!, cancel);
        var paths = new List<string>();
        foreach (var planned in DemoCommunity.All)
        {
            var community = await OpenAsync(planned, ownerId, cancel);
            await fill.RunAsync(planned, community, ownerId, cancel);
            paths.Add($"/c/{community.Slug}");
        }
        return new DemoAnswer(OwnerEmail, password, paths);
    }

    private async Task<long> MakeOwnerAsync(string password, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var id = await members.CreateAsync(new NewMember("林知远 Lin", OwnerEmail, password, "zh", "Asia/Shanghai", Owner: true), cancel);
        db.Add(Installation.Of(id, isDemo: true, time.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    private async Task<CommunityInfo> OpenAsync(DemoCommunity planned, long ownerId, CancellationToken cancel)
    {
        var id = await db.Set<Community>().Where(c => c.Slug == planned.Wanted.Slug).Select(c => (long?)c.Id).SingleOrDefaultAsync(cancel);
        return id is { } known
            ? await open.OpenedAsync(known, cancel)
            : await open.RunAsync(planned.Wanted.Check(), ownerId, time.GetUtcNow().UtcDateTime, cancel);
    }

    /// <summary>About 98 bits, in groups that can be typed.</summary>
    private static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)));
}

/// <param name="Password">Of the owner; <c>null</c> when the demo was there already, for it is kept nowhere.</param>
internal sealed record DemoAnswer(string Email, string? Password, IReadOnlyList<string> Communities);
