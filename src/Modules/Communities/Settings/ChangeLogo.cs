using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Settings;

/// <summary>The community's mark, beside its name on every page.</summary>
internal sealed class ChangeLogo(AppDb db, Guard guard, CommunityCache cache, IFiles files)
{
    /// <summary>Of the thing that owns the file.</summary>
    public const string Kind = "community_logo";

    /// <param name="content"><c>null</c> where no file was chosen.</param>
    public async Task RunAsync(long communityId, Stream? content, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var file = await files.KeepPictureAsync(
            new IncomingFile(communityId, content ?? Stream.Null, "logo", by), PictureShape.Square, cancel);
        await SaveAsync(communityId, file, by, cancel);
    }

    public async Task RemoveAsync(long communityId, CancellationToken cancel) =>
        await SaveAsync(communityId, null, await guard.RequireAsync(Permissions.ManageCommunity, cancel), cancel);

    private async Task SaveAsync(long communityId, KeptFile? file, long by, CancellationToken cancel)
    {
        await files.ReplaceAsync(new Thing(Kind, communityId), communityId, file?.Id, cancel);
        (await db.Set<Community>().SingleAsync(c => c.Id == communityId, cancel)).ShowLogo(file?.Path);
        db.Publish(() => new CommunityChanged(communityId, by, "logo"));
        await db.SaveChangesAsync(cancel);
        cache.Evict();
    }
}

/// <summary>Logos are open to everyone.</summary>
internal sealed class Logos : IFileOwner
{
    public IReadOnlyList<string> Kinds => [ChangeLogo.Kind];

    public Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyDictionary<Thing, FileAudience>>(things.ToDictionary(t => t, _ => FileAudience.Everyone));
}
