using System.Security.Cryptography;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Setup;

/// <summary>What a link that somebody opened is worth.</summary>
public enum LinkState
{
    Good,
    Unknown,
    Expired,
    AlreadySetUp,
}

/// <summary>Makes and judges the one-time links that the host prints.</summary>
internal sealed class SetupLinks(AppDb db, IDataProtectionProvider protection, TimeProvider time) : ISetup
{
    // Made when needed: the front page asks here too.
    private IDataProtector Keys => protection.CreateProtector("Guildhall.Setup.Link");

    public async Task<string?> LinkPathAsync(CancellationToken cancel = default) =>
        await IsSetUpAsync(cancel) ? null : $"/setup?token={await TokenAsync(cancel)}";

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
        return link.ExpiresAt <= time.GetUtcNow().UtcDateTime ? LinkState.Expired : LinkState.Good;
    }

    /// <summary>
    /// One of two who submit the same link at once gets <c>true</c>: the row's lock makes the other wait until it is used.
    /// </summary>
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

    public async Task<bool> IsOpenAsync(CancellationToken cancel = default) =>
        await db.Set<Community>().AnyAsync(cancel) || await IsSetUpAsync(cancel);

    /// <summary>Of nodes that start at once, one makes the link and the others find it.</summary>
    private async Task<string> TokenAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Installation, 0, cancel);
        var newest = await db.Set<SetupLink>().Where(l => l.UsedAt == null && l.ExpiresAt > now)
            .OrderByDescending(l => l.Id).FirstOrDefaultAsync(cancel);
        if (Open(newest?.SealedToken) is { } token)
            newest!.PrintAgain(now);
        else
        {
            (var link, token) = SetupLink.Create(Keys.Protect, now);
            db.Add(link);
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return token;
    }

    private string? Open(string? sealedToken)
    {
        try
        {
            return sealedToken is null ? null : Keys.Unprotect(sealedToken);
        }
        catch (CryptographicException)
        {
            // Another data folder, with other keys.
            return null;
        }
    }
}
