using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Files;

/// <summary>Asks the thing that owns a file. A file that nothing owns is open to whoever brought it, and one
/// whose owner nobody speaks for to nobody.</summary>
internal sealed class FileAudiences(IEnumerable<IFileOwner> owners, ICommunities communities, CommunityScope scope)
{
    public async Task<FileAudience> OfAsync(OwnedFile file, Viewer viewer, CancellationToken cancel)
    {
        // Whoever has just brought it sees it before it is anything's, in the preview of what they write.
        if (file.Owner is null)
            return viewer is { MemberId: { } me, Scopes: null } && me == file.AddedBy ? FileAudience.Viewer : FileAudience.Nobody;
        if (file.Owner is not { } thing || owners.FirstOrDefault(o => o.Kinds.Contains(thing.Kind)) is not { } owner)
            return FileAudience.Nobody;
        // The address names no community, and rows of one are only found within it.
        if (file.CommunityId != 0)
        {
            if (await communities.FindAsync(file.CommunityId, cancel) is not { } community)
                return FileAudience.Nobody;
            scope.Enter(community);
        }
        return (await owner.AudienceAsync(file.CommunityId, [thing], viewer, cancel)).GetValueOrDefault(thing);
    }
}
