using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Setup;

/// <summary>What a link that somebody opened is worth.</summary>
public enum LinkState
{
    Good,
    Unknown,
    Expired,
    Replaced,
    AlreadySetUp,
}

/// <summary>Makes and judges the one-time links that the host prints.</summary>
internal sealed class SetupLinks(AppDb db, TimeProvider time) : ISetup
{
    public async Task<string?> NewLinkPathAsync(CancellationToken cancel = default) =>
        await IsSetUpAsync(cancel) ? null : $"/setup?token={await CreateAsync(cancel)}";

    /// <returns>The token; only its hash is kept.</returns>
    public async Task<string> CreateAsync(CancellationToken cancel = default)
    {
        var (link, token) = SetupLink.Create(time.GetUtcNow().UtcDateTime);
        db.Add(link);
        await db.SaveChangesAsync(cancel);
        return token;
    }

    public async Task<LinkState> JudgeAsync(string? token, CancellationToken cancel)
    {
        if (await IsSetUpAsync(cancel))
            return LinkState.AlreadySetUp;
        if (string.IsNullOrEmpty(token))
            return LinkState.Unknown;

        var hash = SetupLink.Hash(token);
        var link = await db.Set<SetupLink>().AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash, cancel);
        if (link is null)
            return LinkState.Unknown;
        if (link.ExpiresAt <= time.GetUtcNow().UtcDateTime)
            return LinkState.Expired;
        return await db.Set<SetupLink>().AnyAsync(l => l.Id > link.Id, cancel) ? LinkState.Replaced : LinkState.Good;
    }

    /// <summary>One of two who submit the same link at once gets <c>true</c>: the row's lock makes the other wait until it is used.</summary>
    public async Task<bool> TakeAsync(string token, CancellationToken cancel)
    {
        var hash = SetupLink.Hash(token);
        var now = time.GetUtcNow().UtcDateTime;
        return await db.Set<SetupLink>().Where(l => l.TokenHash == hash && l.UsedAt == null)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), cancel) == 1;
    }

    /// <summary>An owner made on the command line counts as well: nobody may make a second one by a link.</summary>
    public async Task<bool> IsSetUpAsync(CancellationToken cancel) =>
        await db.Set<Installation>().AnyAsync(cancel) || await db.Members.AnyAsync(m => m.IsOwner, cancel);
}
